import { lineEnd, visiblePieces } from './visible-characters.ts';
import styles from './visible-text.module.css';

export interface VisibleTextProps {
  readonly text: string;
  /** Keep line feeds and tabs as they are. */
  readonly lines?: boolean;
  readonly className?: string;
}

/** Text from evidence: never markup, nothing invisible, and its direction cannot leak into what stands beside it. */
export function VisibleText({ text, lines = false, className }: VisibleTextProps) {
  return (
    <bdi className={className}>
      {visiblePieces(text, lines).map((piece, index) =>
        piece.kind === 'text' ? (
          piece.text
        ) : piece.kind === 'line end' ? (
          <span key={index} className={styles.lineEnd} title="End of a line">
            {lineEnd}
          </span>
        ) : (
          <span key={index} className={styles.code}>
            {piece.label}
          </span>
        ),
      )}
    </bdi>
  );
}
