import { instantText } from '#shared/time.ts';
import type { VersionContradiction, VersionEntry } from '#shared/model/version.ts';
import { versionRateIds, versionRateTitles, type RuleFindings, type VersionRates } from '#shared/model/version-review.ts';
import { countText } from './count-text.ts';
import { mono, nothing, paragraph, plain, say, type Block, type ReportDocument, type Section, type Words } from './document.ts';

/** What an owner of a model, prompt or rule is handed to review and sign for one quarter. Every number was counted in the case; what is to be judged is left to the person. */
export interface ReviewSheetFacts {
  readonly caseName: string;
  readonly kind: string;
  readonly name: string;
  /** As asked for: `2026-Q1`. With its instants. */
  readonly quarter: string;
  readonly from: string;
  readonly until: string;
  /** Runs that began in the quarter, and those of them that name it. */
  readonly population: { readonly runs: number; readonly all: number; readonly withoutTime: number };
  readonly entries: readonly VersionEntry[];
  readonly contradictions: readonly VersionContradiction[];
  readonly rates: readonly VersionRates[];
  readonly findings: readonly RuleFindings[];
  readonly notChecked: readonly { readonly title: string; readonly why: string }[];
  /** RFC 3339. */
  readonly madeAt: string;
}

export function reviewSheet(facts: ReviewSheetFacts): ReportDocument {
  const { caseName, kind, name, quarter, from, until, population, madeAt } = facts;
  return {
    title: `Quarterly review of ${kind} ${name}`,
    subtitle: `${quarter}, from ${instantText(from)} until before ${instantText(until)}`,
    running: caseName,
    mark: 'DRAFT',
    author: null,
    evidence: [],
    cover: [
      { label: 'Case', words: [mono(caseName)] },
      { label: 'Reviewed', words: say`${kind} ${mono(name)}` },
      { label: 'Owner', words: ownersOf(facts.entries) },
      { label: 'Review cadence', words: stated(facts.entries.map(({ review }) => review)) },
      { label: 'Sheet made', words: [mono(madeAt)] },
    ],
    sections: [
      { id: '1', title: 'Population', blocks: populationBlocks(facts) },
      { id: '2', title: 'In force in the quarter', blocks: versionBlocks(facts) },
      { id: '3', title: 'Shares', blocks: rateBlocks(facts.rates) },
      { id: '4', title: 'Exceptions', blocks: exceptionBlocks(facts) },
      { id: '5', title: 'Questions to the owner', blocks: [{ kind: 'list', items: questions(kind).map(plain) }] },
      signature(population.runs),
    ],
  };
}

function populationBlocks({ kind, population: { runs, all, withoutTime } }: ReviewSheetFacts): readonly Block[] {
  return [
    paragraph`${countText(runs)} of ${countText(all)} runs that began in the quarter name this ${kind}.`,
    ...(withoutTime > 0 ? [paragraph`${countText(withoutTime)} further runs name it and record no start: in which quarter they belong is not known.`] : []),
    { kind: 'aside', words: plain('Only what is imported into the case is counted. A run that names no version, or names it otherwise, is not among these.') },
  ];
}

function versionBlocks({ entries, contradictions }: ReviewSheetFacts): readonly Block[] {
  if (entries.length === 0) return [nothing('nothing recorded', 'No registry imported into the case has it in force in the quarter, and no run of the quarter names it.')];
  return [
    {
      kind: 'table', caption: '', leftOut: 0,
      columns: [{ title: 'Version', align: 'start', mono: true }, { title: 'From, UTC', align: 'start', mono: true }, { title: 'Until', align: 'start', mono: true }, { title: 'Known from', align: 'start' }, { title: 'Approved by', align: 'start' }, { title: 'What it says, what changed', align: 'start' }],
      rows: entries.map((entry) => [[mono(entry.version)], [mono(instantText(entry.from))], untilWords(entry), plain(entry.basis === 'registry' ? 'a registry' : 'inferred from first use'), recorded(entry.approvedBy), saysWords(entry)]),
    },
    ...(contradictions.length === 0 ? [] : [{ kind: 'list' as const, items: contradictions.map(({ what, stated: places }) => say`Contradiction: ${mono(what)} (${mono(places.map(({ source }) => source).join(', '))})`) }]),
  ];
}

function rateBlocks(rates: readonly VersionRates[]): readonly Block[] {
  if (rates.length === 0) return [nothing('nothing recorded', 'No run of the quarter names it.')];
  return [
    {
      kind: 'table', caption: 'Runs of the quarter by version: count of runs, share, Wilson 95 % interval', leftOut: 0,
      columns: [{ title: 'Version', align: 'start', mono: true }, { title: 'Runs', align: 'end' }, ...versionRateIds.map((id) => ({ title: versionRateTitles[id], align: 'end' as const }))],
      rows: rates.map(({ version, runs, rates: shares }) => [recorded(version), plain(countText(runs)), ...versionRateIds.map((id) => plain(shareText(shares[id])))]),
    },
    ...(rates.some(({ runs }) => runs < 30) ? [{ kind: 'aside' as const, words: plain('Versions with fewer than 30 runs are small numbers: their shares may well be chance.') }] : []),
  ];
}

function exceptionBlocks({ kind, findings, notChecked }: ReviewSheetFacts): readonly Block[] {
  if (kind !== 'rule') return [nothing('not examined', `Findings of threshold rules are counted by the rule that allowed a run, not by ${kind}.`)];
  return [
    findings.length === 0
      ? nothing('nothing recorded', 'No finding of the threshold rules that were checked is about a run of the quarter that names it.')
      : { kind: 'table', caption: 'Runs of the quarter that a finding is about', leftOut: 0, columns: [{ title: 'Finding', align: 'start' }, { title: 'Search', align: 'start', mono: true }, { title: 'Runs', align: 'end' }], rows: findings.map(({ title, finding, rule, runs }) => [plain(title), [mono(`rule:${rule} finding:${finding}`)], plain(countText(runs))]) },
    ...(notChecked.length === 0 ? [] : [{ kind: 'list' as const, items: notChecked.map(({ title, why }) => say`Not checked: ${title}. ${why}`) }]),
  ];
}

function questions(kind: string): readonly string[] {
  const common = ['Are the owner and the review cadence above still right?', 'Was every version in force approved by somebody entitled to, and does its changelog say what changed and why?', 'Which of the exceptions were looked into, and what came of each?', 'Is the population complete: does any system act on it whose records are not in this case?'];
  return kind === 'rule'
    ? ['Are the conditions, limits and direction of the rule still what the business wants?', 'Is the share of automatic decisions what was intended: is the queue too long, or are approvals getting worse?', ...common]
    : ['How accurate was it in the quarter on held-out cases, and who measured it?', 'Did its decisions differ between groups of people it decides about, and who looked?', ...common];
}

function signature(runs: number): Section {
  return {
    id: '6', title: 'Signed by the owner',
    blocks: [
      paragraph`I reviewed the above for ${countText(runs)} runs. What was decided:`,
      { kind: 'pairs', rows: ['Decision (keep, change, withdraw)', 'Reason', 'Next review', 'Name and role', 'Date'].map((label) => ({ label, words: plain('________________') })) },
    ],
  };
}

function shareText({ k, n, interval }: VersionRates['rates']['failed']): string {
  if (interval === null) return 'no share';
  const percent = (share: number): string => (Math.round(share * 1000) / 10).toFixed(1);
  return `${countText(k)} of ${countText(n)}: ${percent(k / n)} % (${percent(interval[0])}–${percent(interval[1])})`;
}

function saysWords({ text, effect, conditions, changelog }: VersionEntry): Words {
  const said = conditions === null ? text : conditions.map(({ quantity, operator, value, unit }) => [quantity, operator, value, unit].filter((part) => part !== null).join(' ')).join(' and ');
  const parts = [said === null ? null : effect === null ? said : `${said}: ${effect}`, changelog].filter((part) => part !== null);
  return parts.length === 0 ? plain('not recorded') : [mono(parts.join(' · '))];
}

function untilWords({ until, end }: VersionEntry): Words {
  if (until === null) return plain(end === 'open' ? 'still in force' : 'not recorded');
  return end === 'inferred' ? say`${mono(instantText(until))} (inferred)` : [mono(instantText(until))];
}

function ownersOf(entries: readonly VersionEntry[]): Words {
  return stated(entries.map(({ owner }) => owner));
}

function stated(values: readonly (string | null)[]): Words {
  const said = [...new Set(values.filter((value) => value !== null))];
  return said.length === 0 ? plain('not recorded') : [mono(said.join(', '))];
}

function recorded(value: string | null): Words {
  return value === null ? plain('not recorded') : [mono(value)];
}
