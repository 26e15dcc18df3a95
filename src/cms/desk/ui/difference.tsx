/** What differs between two versions, field by field. Additions and removals are told by mark-up and sign, not by colour alone. */
import type { FieldChange, Part } from '#/cms/field-change.ts';

function Words({ part }: { part: Part }) {
  if (part.kind === 'removed') return <del>{part.text}</del>;
  return part.kind === 'added' ? <ins>{part.text}</ins> : <>{part.text}</>;
}

export function Difference({ changes, empty = '内容没有不同。' }: { changes: readonly FieldChange[]; empty?: string }) {
  if (changes.length === 0) return <p class="empty">{empty}</p>;
  return (
    <dl class="difference">
      {changes.map(({ field, label, blocks }) => (
        <div key={field}>
          <dt>{label}</dt>
          <dd>{blocks.map((block, at) => ('same' in block ? <p key={at} class="empty">…{block.same} 段相同…</p> : <p key={at}>{block.parts.map((part, index) => <Words key={index} part={part} />)}</p>))}</dd>
        </div>
      ))}
    </dl>
  );
}
