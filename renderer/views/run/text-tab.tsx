import { useMemo } from 'react';
import type { Lineage } from '#shared/model/lineage.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ProvenanceMark } from '../../parts/provenance-mark.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { type Selection, selectionOf } from './byte-span.ts';
import styles from './text-tab.module.css';
import { furtherTexts, type NamedText, type TextPair, textPairs } from './text-pairs.ts';
import { wordDiff } from './word-diff.ts';

type OnSelect = (key: string, selection: Selection) => void;

export function TextTab({ lineage, onSelect }: { readonly lineage: Lineage; readonly onSelect: OnSelect }) {
  const pairs = useMemo(() => textPairs(lineage), [lineage]);
  const further = useMemo(() => furtherTexts(lineage), [lineage]);
  if (pairs.length === 0 && further.length === 0) return <EmptyState title="No text is recorded for this run" />;
  return (
    <div className={styles.texts}>
      {pairs.map((pair) => (
        <Pair key={pair.stage.id} pair={pair} onSelect={onSelect} />
      ))}
      {further.map((text) => (
        <section key={text.key}>
          <SectionHeader title={text.where}>
            <Source text={text} onSelect={onSelect} />
          </SectionHeader>
          <p className={styles.text}>
            <VisibleText lines text={text.text} />
          </p>
        </section>
      ))}
    </div>
  );
}

function Pair({ pair: { draft, sent }, onSelect }: { readonly pair: TextPair; readonly onSelect: OnSelect }) {
  const diff = useMemo(() => (draft === null || sent === null ? null : wordDiff(draft.text, sent.text)), [draft, sent]);
  const only = sent ?? draft;
  if (diff === null && only !== null) {
    return (
      <section>
        <SectionHeader title={sent === null ? 'Generated text' : 'Sent text'} detail={sent === null ? 'what was sent is not recorded' : 'the draft is not recorded'}>
          <Source text={only} onSelect={onSelect} />
        </SectionHeader>
        <p className={styles.text}>
          <VisibleText lines text={only.text} />
        </p>
      </section>
    );
  }
  if (diff === null || draft === null || sent === null) return null;
  const detail = diff.same ? 'sent exactly as drafted' : diff.wordByWord ? 'removed and added words' : 'too different to compare word by word';
  return (
    <section>
      <SectionHeader title="Draft and sent text" detail={detail}>
        <Source text={draft} label="draft" onSelect={onSelect} />
        <Source text={sent} label="sent" onSelect={onSelect} />
      </SectionHeader>
      <p className={styles.text}>
        {diff.pieces.map((piece, index) => {
          if (piece.kind === 'same') return <VisibleText key={index} lines text={piece.text} />;
          const Mark = piece.kind === 'removed' ? 'del' : 'ins';
          return (
            <Mark key={index} className={styles[piece.kind]}>
              <VisibleText lines text={piece.text} />
            </Mark>
          );
        })}
      </p>
    </section>
  );
}

function Source({ text, label, onSelect }: { readonly text: NamedText; readonly label?: string; readonly onSelect: OnSelect }) {
  return (
    <button type="button" className={styles.source} onClick={() => onSelect(text.key, selectionOf(text.name, text.value))}>
      <ProvenanceMark provenance={text.value.provenance} rule={text.value.rule} />
      {label ?? 'bytes'}
    </button>
  );
}
