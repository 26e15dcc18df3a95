/** The list of results, with marks; every text is a text node. */
import { formatDay } from '#/lib/dates.ts';
import type { Result } from '#/search/client.ts';
import type { Part } from '#/search/excerpt.ts';

function Marked({ parts }: { parts: Part[] }) {
  return <>{parts.map(({ text, marked }, i) => (marked ? <mark key={i}>{text}</mark> : text))}</>;
}

export interface Props {
  results: Result[];
  /** What the list is called to those who do not see where it stands. */
  label: string;
  /** Level of the titles. */
  level?: 2 | 3;
}

export function Results({ results, label, level = 2 }: Props) {
  const Title = `h${level}` as const;
  return (
    <ol class="results" aria-label={label}>
      {results.map(({ id, href, title, excerpt, section, date, values }) => (
        <li key={id}>
          <Title class="result-title">
            <a href={href}>
              <Marked parts={title} />
            </a>
          </Title>
          <p class="meta result-facts">
            {[...(values.section ?? []), ...(values.kind ?? []), ...(values.region ?? [])].map((value) => (
              <span key={value}>{value}</span>
            ))}
            {date && <time dateTime={date}>{formatDay(date)}</time>}
          </p>
          {excerpt.length > 0 && (
            <p class="result-text">
              <Marked parts={excerpt} />
            </p>
          )}
          {section && (
            <p class="result-section">
              <a href={section.href}>看“{section.text}”一节</a>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
