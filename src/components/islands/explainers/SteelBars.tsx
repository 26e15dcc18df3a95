/** What a piece of steel is made of, hot and cold: two bars whose parts differ by pattern as well as by colour. */
import type { Cold, Hot } from '#/lib/models/steel.ts';
import { figure } from './wording.ts';

interface Props {
  hot: Hot;
  cold: Cold;
  /** ℃ */
  heat: number;
}

export const PARTS = { ferrite: '铁素体', pearlite: '珠光体', cementite: '渗碳体', austenite: '奥氏体', martensite: '马氏体', retained: '残余奥氏体' } as const;
export type Part = keyof typeof PARTS;

const ORDER: readonly Part[] = ['ferrite', 'pearlite', 'martensite', 'austenite', 'retained', 'cementite'];
const WIDTH = 348;

/** Parts that are there, in the order of the bars. */
export function present(shares: Partial<Record<Part, number>>): { part: Part; share: number }[] {
  return ORDER.flatMap((part) => ((shares[part] ?? 0) > 0.0005 ? [{ part, share: shares[part] ?? 0 }] : []));
}

/** `马氏体百分之98、残余奥氏体百分之2`. */
export function spokenShares(shares: Partial<Record<Part, number>>): string {
  const list = present(shares);
  return list.length === 1 ? `全部是${PARTS[list[0]?.part ?? 'ferrite']}` : list.map(({ part, share }) => `${PARTS[part]}百分之${figure(100 * share, share < 0.095 || share > 0.995 ? 1 : 0)}`).join('、');
}

/** One part: ferrite empty, pearlite in layers, martensite full, austenite dotted, cementite dark. */
function Piece({ part, x, y, width, height = 26 }: { part: Part; x: number; y: number; width: number; height?: number }) {
  const fill = { ferrite: 'plot-water', pearlite: 'plot-water', martensite: 'plot-solid', austenite: 'plot-soft', retained: 'plot-soft', cementite: 'plot-ink' }[part];
  const every = (step: number, sign: string): string => Array.from({ length: Math.max(0, Math.ceil(width / step) - 1) }, (_, at) => `M${figure(x + step * (at + 1), 1)} ${sign}`).join('');
  const dots = every(8, `${y + height / 4}h2v2h-2z`) + every(8, `${y + (3 * height) / 4 - 2}h2v2h-2z`);
  return (
    <>
      <rect class={fill} x={figure(x, 1)} y={y} width={figure(width, 1)} height={height} />
      {part === 'pearlite' && <path class="plot-axis" d={every(5, `${y}v${height}`)} />}
      {(part === 'austenite' || part === 'retained') && <path class="plot-solid" d={dots} />}
    </>
  );
}

function Bar({ y, shares }: { y: number; shares: Partial<Record<Part, number>> }) {
  let x = 6;
  return (
    <>
      {present(shares).map(({ part, share }) => {
        const from = x;
        x += share * WIDTH;
        return <Piece key={part} part={part} x={from} y={y} width={share * WIDTH} />;
      })}
      <rect class="plot-axis" x="6" y={y} width={WIDTH} height="26" />
    </>
  );
}

export function SteelBars({ hot, cold, heat }: Props) {
  const legend: readonly Part[] = ['ferrite', 'pearlite', 'cementite', 'austenite', 'martensite'];
  return (
    <svg viewBox="0 0 360 162" role="img" aria-labelledby="steel-bars-title steel-bars-desc">
      <title id="steel-bars-title">烧热时和冷下来以后，钢里有什么</title>
      <desc id="steel-bars-desc">{`两条长条。${heat} ℃时：${spokenShares(hot)}。冷下来以后：${spokenShares(cold)}。`}</desc>
      <text class="plot-text" x="6" y="15">烧到{heat} ℃，保温以后</text>
      <Bar y={21} shares={hot} />
      <text class="plot-text" x="6" y="67">冷到室温以后</text>
      <Bar y={73} shares={cold} />
      {legend.map((part, at) => {
        const [x, y] = [6 + 116 * (at % 3), 112 + 26 * Math.floor(at / 3)];
        return (
          <g key={part}>
            <Piece part={part} x={x} y={y} width={22} height={16} />
            <rect class="plot-axis" x={x} y={y} width="22" height="16" />
            <text class="plot-text" x={x + 28} y={y + 14}>{PARTS[part]}</text>
          </g>
        );
      })}
    </svg>
  );
}
