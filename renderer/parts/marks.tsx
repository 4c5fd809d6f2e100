import { ArrowRightToLine, Ban, CircleCheck, CircleDashed, CircleHelp, Check, CircleX, Clock, Cpu, Database, Eye, Handshake, type LucideIcon, MessageSquareText, Minus, Scale, Stamp, TriangleAlert, Undo2, UserRound, X, Zap } from 'lucide-react';
import type { StageKind } from '#shared/model/lineage.ts';
import type { ApprovalClass, OutcomeStatus } from '#shared/model/run.ts';
import { classNames } from './class-names.ts';
import { Icon, type IconProps } from './icon.tsx';
import styles from './marks.module.css';
import { VisibleText } from './visible-text.tsx';

type Tone = 'plain' | 'quiet' | 'ok' | 'fail' | 'caution';

interface MarkLook {
  readonly icon: LucideIcon;
  readonly tone: Tone;
}

const approvals: Readonly<Record<ApprovalClass, MarkLook>> = {
  human: { icon: UserRound, tone: 'plain' },
  'named rule': { icon: Stamp, tone: 'plain' },
  'explicitly none': { icon: Minus, tone: 'plain' },
  'not recorded': { icon: CircleDashed, tone: 'caution' },
};

const outcomes: Readonly<Record<OutcomeStatus, MarkLook>> = {
  succeeded: { icon: Check, tone: 'plain' },
  failed: { icon: X, tone: 'fail' },
  pending: { icon: Clock, tone: 'plain' },
  rejected: { icon: Ban, tone: 'plain' },
  'not executed': { icon: Minus, tone: 'plain' },
  'not recorded': { icon: CircleDashed, tone: 'caution' },
};

const verdicts = {
  verified: { icon: Check, tone: 'ok' },
  failed: { icon: CircleX, tone: 'fail' },
  warning: { icon: TriangleAlert, tone: 'caution' },
  'not checked': { icon: CircleDashed, tone: 'caution' },
  'cannot be known': { icon: CircleHelp, tone: 'quiet' },
} as const satisfies Readonly<Record<string, MarkLook>>;

/** Icon and words together: never a colour alone. */
function Mark({ look, children }: { readonly look: MarkLook; readonly children: string }) {
  return (
    <span className={classNames(styles.mark, styles[look.tone])}>
      <Icon of={look.icon} size="s" className={styles.icon} />
      <span className={styles.word}>
        <VisibleText text={children} />
      </span>
    </span>
  );
}

/** The class of approval; with `by`, who or which rule it was. */
export function ApprovalMark({ approval, by = null }: { readonly approval: ApprovalClass; readonly by?: string | null }) {
  const words = approval === 'human' ? (by ?? 'human') : approval === 'named rule' && by !== null ? `rule ${by}` : approval;
  return (
    <span title={`approval: ${approval}`} className={styles.holder}>
      <Mark look={approvals[approval]}>{words}</Mark>
    </span>
  );
}

export function OutcomeMark({ outcome }: { readonly outcome: OutcomeStatus }) {
  return <Mark look={outcomes[outcome]}>{outcome}</Mark>;
}

/** `children` is the exact wording; `verdict` only chooses icon and colour. */
export function VerdictMark({ verdict, children }: { readonly verdict: keyof typeof verdicts; readonly children: string }) {
  return <Mark look={verdicts[verdict]}>{children}</Mark>;
}

const stageIcons: Readonly<Record<StageKind, LucideIcon>> = {
  trigger: Zap,
  model: Cpu,
  output: MessageSquareText,
  decision: Stamp,
  execution: ArrowRightToLine,
  outcome: CircleCheck,
  recovery: Undo2,
  dispute: Scale,
  consent: Handshake,
  'source-data': Database,
  access: Eye,
};

const stageTones: Readonly<Record<StageKind, string | undefined>> = {
  trigger: styles.trigger,
  model: styles.model,
  output: styles.output,
  decision: styles.decision,
  execution: styles.execution,
  outcome: styles.outcome,
  recovery: styles.other,
  dispute: styles.other,
  consent: styles.other,
  'source-data': styles.other,
  access: styles.other,
};

export function StageIcon({ kind, ...rest }: { readonly kind: StageKind } & Pick<IconProps, 'size'>) {
  return <Icon of={stageIcons[kind]} className={stageTones[kind]} {...rest} />;
}
