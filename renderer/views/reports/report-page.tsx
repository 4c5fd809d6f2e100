import type { Block, CitedRecord, FieldRow, FigureRow, Inline, ReportDocument, Shape, Words } from '#shared/model/document.ts';
import { sectionTitle } from '#shared/model/section-title.ts';
import { countedText } from '../../parts/count-text.ts';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import styles from './page.module.css';

/** The report as it prints, drawn from its typed blocks as text. */
export function ReportPage({ document }: { readonly document: ReportDocument }) {
  const { running, mark, title, subtitle, cover, sections, evidence } = document;
  return (
    <article className={styles.page} aria-label="The report as it prints">
      <p className={styles.running}>
        <VisibleText text={running} />
        <strong>{mark}</strong>
      </p>
      <h2 className={styles.title}>
        <VisibleText text={title} />
      </h2>
      <p className={styles.aside}>
        <VisibleText text={subtitle} />
      </p>
      <Pairs rows={cover} />
      {sections.map(({ id, title: of, blocks }) => (
        <section key={id} aria-labelledby={sectionAnchor(id)}>
          <h3 id={sectionAnchor(id)} className={styles.heading}>
            <VisibleText text={sectionTitle({ id, title: of })} />
          </h3>
          {blocks.map((block, index) => (
            <BlockView key={index} block={block} evidence={evidence} />
          ))}
        </section>
      ))}
    </article>
  );
}

export function sectionAnchor(id: string): string {
  return `report-section-${id}`;
}

function BlockView({ block, evidence }: { readonly block: Block; readonly evidence: readonly CitedRecord[] }) {
  switch (block.kind) {
    case 'heading':
      return (
        <h4 className={styles.sub}>
          <VisibleText text={block.text} />
        </h4>
      );
    case 'paragraph':
      return (
        <p>
          <WordsView words={block.words} />
        </p>
      );
    case 'aside':
      return (
        <p className={styles.aside}>
          <WordsView words={block.words} />
        </p>
      );
    case 'note':
      return (
        <p className={styles.note}>
          <WordsView words={block.words} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item, index) => (
            <li key={index}>
              <WordsView words={item} />
            </li>
          ))}
        </ul>
      );
    case 'pairs':
      return <Pairs rows={block.rows} />;
    case 'table':
      return (
        <>
          <TableView caption={block.caption} heads={block.columns} rows={block.rows.map((row) => row.map((cell, index) => <WordsView key={index} words={cell} />))} />
          {block.leftOut > 0 && <p className={styles.aside}>{`Showing ${block.rows.length} of ${countedText(block.rows.length + block.leftOut, 'row')}; the rest is left out here.`}</p>}
        </>
      );
    case 'figures':
      return <TableView caption={block.caption} heads={[start('Figure'), { title: 'Value', align: 'end' }, start('Basis'), start('Query')]} rows={block.rows.map(figureCells)} />;
    case 'fields':
      return <TableView caption={block.title} heads={[start('Field'), start('Value'), start('State')]} rows={block.rows.map(fieldCells)} />;
    case 'picture':
      return (
        <>
          <svg className={styles.picture} viewBox={`0 0 ${block.width} ${block.height}`} role="img" aria-label={visibleString(block.title)}>
            {block.shapes.map((shape, index) => (
              <ShapeView key={index} shape={shape} />
            ))}
          </svg>
          <p className={styles.caption}>
            <VisibleText text={block.title} />
          </p>
          <ul>
            {block.list.map((item, index) => (
              <li key={index}>
                <WordsView words={item} />
              </li>
            ))}
          </ul>
        </>
      );
    case 'quote':
      return (
        <blockquote className={styles.quote}>
          <VisibleText text={block.text} lines />
          <p className={styles.aside}>
            <WordsView words={block.from} />
          </p>
        </blockquote>
      );
    case 'nothing':
      return (
        <p className={styles.nothing}>
          <strong>{block.what}</strong>: <VisibleText text={block.why} />
        </p>
      );
    case 'evidence':
      return evidence.length === 0 ? (
        <p className={styles.nothing}>
          <strong>nothing recorded</strong>: no record is cited.
        </p>
      ) : (
        <TableView caption="" heads={[start('Cited'), start('Source, byte, length'), start('SHA-256'), start('Cited for')]} rows={evidence.map(evidenceCells)} />
      );
  }
}

export function WordsView({ words }: { readonly words: Words }) {
  return words.map((one, index) => <InlineView key={index} one={one} />);
}

function InlineView({ one }: { readonly one: Inline }) {
  if (one.kind === 'cite') return <span className="mono">[E-{one.n}]</span>;
  if (one.kind === 'strong') {
    return (
      <strong>
        <VisibleText text={one.text} />
      </strong>
    );
  }
  return <VisibleText text={one.text} className={one.kind === 'mono' ? 'mono' : undefined} />;
}

function Pairs({ rows }: { readonly rows: readonly { readonly label: string; readonly words: Words }[] }) {
  return (
    <dl className={styles.pairs}>
      {rows.flatMap(({ label, words }, index) => [
        <dt key={`label ${index}`}>{label}</dt>,
        <dd key={index}>
          <WordsView words={words} />
        </dd>,
      ])}
    </dl>
  );
}

interface Head {
  readonly title: string;
  readonly align: 'start' | 'end';
}

const start = (title: string): Head => ({ title, align: 'start' });

function TableView({ caption, heads, rows }: { readonly caption: string; readonly heads: readonly Head[]; readonly rows: readonly (readonly React.ReactNode[])[] }) {
  return (
    <div className={styles.wide}>
      <table>
        {caption !== '' && (
          <caption className={styles.caption}>
            <VisibleText text={caption} />
          </caption>
        )}
        <thead>
          <tr>
            {heads.map(({ title, align }) => (
              <th key={title} scope="col" className={align === 'end' ? styles.end : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, index) => (
            <tr key={index}>
              {cells.map((cell, at) => (
                <td key={at} className={heads[at]?.align === 'end' ? styles.end : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function figureCells({ label, value, basis, query, sha256, because }: FigureRow): readonly React.ReactNode[] {
  return [
    <>
      <VisibleText text={label} />
      {because.length > 0 && (
        <span className={styles.because}>
          <WordsView words={because} />
        </span>
      )}
    </>,
    <VisibleText key="value" text={value} />,
    basis,
    <VisibleText key="query" className="mono" text={query === null ? 'no query' : `${query}${sha256 === null ? '' : ` · ${sha256.slice(0, 8)}`}`} />,
  ];
}

function fieldCells({ id, name, asked, mandatory, fill, value, status, because }: FieldRow): readonly React.ReactNode[] {
  return [
    <>
      <span className="mono">{id}</span> <VisibleText text={name} />
      <span className={styles.because}>{`${asked} · ${mandatory} · fill ${fill}`}</span>
    </>,
    <>
      <span className={styles.value}>
        <VisibleText text={value ?? '–'} lines />
      </span>
      <span className={styles.because}>
        <WordsView words={because} />
      </span>
    </>,
    status,
  ];
}

function evidenceCells({ n, source, offset, length, sha256, about }: CitedRecord): readonly React.ReactNode[] {
  return [<span key="n" className="mono">{`[E-${n}]`}</span>, <VisibleText key="where" text={`${source}, byte ${offset}, ${length} bytes`} />, <span key="hash" className="mono">{sha256}</span>, <VisibleText key="about" text={about} />];
}

function ShapeView({ shape }: { readonly shape: Shape }) {
  switch (shape.kind) {
    case 'rect':
      return <rect className={shape.role === 'hollow' ? styles.hollow : shape.role === 'box' ? styles.box : styles.bar} x={shape.x} y={shape.y} width={shape.width} height={shape.height} />;
    case 'line':
      return <line className={shape.role === 'dashed' ? styles.dashed : styles.line} x1={shape.x1} y1={shape.y1} x2={shape.x2} y2={shape.y2} />;
    case 'text':
      return (
        <text className={shape.role === 'quiet' ? styles.quietShape : shape.role === 'strong' ? styles.strongShape : undefined} x={shape.x} y={shape.y} textAnchor={shape.anchor}>
          {visibleString(shape.text)}
        </text>
      );
  }
}
