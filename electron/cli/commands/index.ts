import type { Command } from '../command.ts';
import { bundleCommand } from './bundle.ts';
import { findingsCommand } from './findings.ts';
import { formatsCommand } from './formats.ts';
import { clocksCommand } from './clocks.ts';
import { incidentCommand } from './incident.ts';
import { importCommand } from './import.ts';
import { journalCommand } from './journal.ts';
import { lineageCommand } from './lineage.ts';
import { overviewCommand } from './overview.ts';
import { rebuildCommand } from './rebuild.ts';
import { receiveCommand } from './receive.ts';
import { runsCommand } from './runs.ts';
import { sampleCommand } from './sample.ts';
import { timelineCommand } from './timeline.ts';
import { versionsCommand } from './versions.ts';
import { verifyCommand } from './verify.ts';

export const commands: readonly Command[] = [importCommand, runsCommand, findingsCommand, timelineCommand, lineageCommand, verifyCommand, bundleCommand, receiveCommand, overviewCommand, versionsCommand, incidentCommand, clocksCommand, journalCommand, rebuildCommand, formatsCommand, sampleCommand];
