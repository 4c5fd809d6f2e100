import { create } from 'zustand';
import type { ProfileDraft, RecognisedFile } from '#shared/ipc/answers.ts';
import type { Request } from '#shared/ipc/contract.ts';
import type { Problem } from '#shared/result.ts';
import { call } from '../bridge.ts';
import { reportProblem } from './app-state.ts';

/** A file from outside the evidence, and what the engine knows it to be. */
export interface SettleFile extends RecognisedFile {
  readonly base64: string;
}

/** What a person brings to a check from outside the evidence, as they write it. */
export interface SettleInputs {
  readonly count: string;
  readonly head: string;
  /** RFC 3339. */
  readonly endTime: string;
  /** A public key as text: PEM, JWK, hex or base64. */
  readonly keyText: string;
  readonly files: readonly SettleFile[];
  /** Empty: found out. */
  readonly profile: string;
}

export const noInputs: SettleInputs = { count: '', head: '', endTime: '', keyText: '', files: [], profile: '' };

/** A chain profile being written. */
export interface ProfileBeingWritten {
  readonly text: string;
  /** What it was started from. */
  readonly words: string;
}

interface IntegrityState {
  /** The chosen source; `journal` is the case's own; null: the first. */
  readonly chosen: string | null;
  /** By source. Kept for this session only: a MAC's secret does not belong on disk. */
  readonly inputs: Readonly<Record<string, SettleInputs>>;
  /** By source: the profile editor is open on it. */
  readonly writing: Readonly<Record<string, ProfileBeingWritten>>;
  /** Why the last check could not start; `sourceKey` null: all sources were asked for. */
  readonly refused: { readonly sourceKey: number | null; readonly problem: Problem } | null;
  /** Changes when a profile was saved or removed. */
  readonly profilesRevision: number;
  /** Grows when a remembered input was withdrawn. */
  readonly withdrawn: number;
}

const nothing: IntegrityState = { chosen: null, inputs: {}, writing: {}, refused: null, profilesRevision: 0, withdrawn: 0 };

export const useIntegrity = create<IntegrityState>(() => nothing);

export function chooseSource(chosen: string): void {
  useIntegrity.setState({ chosen });
}

export function writeInputs(source: string, change: Partial<SettleInputs>): void {
  useIntegrity.setState(({ inputs }) => ({ inputs: { ...inputs, [source]: { ...(inputs[source] ?? noInputs), ...change } } }));
}

/** Another case: keys and anchors of the last one are not its own. */
export function forgetInputs(): void {
  useIntegrity.setState(({ profilesRevision }) => ({ ...nothing, profilesRevision }));
}

const largestFile = 60_000_000;

/** Says of each file what it is to a check, before it is used in one. A file handed in twice is kept once. */
export async function addFiles(source: string, given: readonly File[]): Promise<void> {
  const files: { readonly name: string; readonly base64: string }[] = [];
  for (const file of given.slice(0, 200)) {
    if (file.size > largestFile) {
      reportProblem({ code: 'file-too-large', message: `${file.name} is larger than any proof: more than 60 MB.`, nextStep: 'Import it as a source: proofs among the sources of a case are used too.' });
      continue;
    }
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null) reportProblem({ code: 'file-unreadable', message: `${file.name} could not be read.`, nextStep: 'Choose the file itself, not a folder.' });
    else files.push({ name: file.name, base64: base64OfBytes(new Uint8Array(bytes)) });
  }
  if (files.length === 0) return;
  const answer = await call('integrity.recogniseFiles', { files });
  if (!answer.ok) {
    reportProblem(answer.problem);
    return;
  }
  const known = answer.value.map((file, index): SettleFile => ({ ...file, base64: files[index]?.base64 ?? '' }));
  const before = (useIntegrity.getState().inputs[source] ?? noInputs).files;
  writeInputs(source, { files: [...before.filter(({ sha256 }) => !known.some((file) => file.sha256 === sha256)), ...known] });
}

export function base64OfBytes(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return btoa(pieces.join(''));
}

/** Starts the check; progress and end come as those of every job. */
export async function startCheck(request: Request<'integrity.check'>): Promise<void> {
  useIntegrity.setState({ refused: null });
  const answer = await call('integrity.check', request);
  if (!answer.ok) useIntegrity.setState({ refused: { sourceKey: request.sourceKey, problem: answer.problem } });
}

/** Checks from now on go without it; the case's journal keeps that it was given, and why it no longer counts. */
export async function withdrawInput(what: string, reason: string): Promise<void> {
  const answer = await call('integrity.withdrawInput', { what, reason });
  if (answer.ok) useIntegrity.setState(({ withdrawn }) => ({ withdrawn: withdrawn + 1 }));
  else reportProblem(answer.problem);
}

/** Opens the editor on a source; null: nothing to start from, and the person is told why. */
export async function draftProfile(source: string, request: Request<'integrity.draftProfile'>): Promise<void> {
  const answer = await call('integrity.draftProfile', request);
  if (answer.ok) writeProfile(source, answer.value);
  else reportProblem(answer.problem);
}

export function writeProfile(source: string, draft: ProfileDraft | null): void {
  useIntegrity.setState(({ writing }) => ({ writing: draft === null ? Object.fromEntries(Object.entries(writing).filter(([id]) => id !== source)) : { ...writing, [source]: draft } }));
}

/** The profile's id, once it is saved. */
export async function saveProfile(text: string): Promise<string | null> {
  const answer = await call('integrity.saveProfile', { text });
  if (!answer.ok) {
    reportProblem(answer.problem);
    return null;
  }
  useIntegrity.setState(({ profilesRevision }) => ({ profilesRevision: profilesRevision + 1 }));
  return answer.value.id;
}

export async function removeProfile(id: string): Promise<void> {
  const answer = await call('integrity.removeProfile', { id });
  if (!answer.ok) reportProblem(answer.problem);
  useIntegrity.setState(({ profilesRevision }) => ({ profilesRevision: profilesRevision + 1 }));
}

export async function exportProfile(id: string, text: string): Promise<void> {
  const answer = await call('app.saveText', { suggestedName: `${id}.profile.json`, text: `${text}\n` });
  if (!answer.ok) reportProblem(answer.problem);
}
