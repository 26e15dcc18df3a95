/** A cut through the ground: how deep an explosion lies says whether it makes a crater. The crater's shape is a sketch, the depths are to scale. */
import type { Blast } from '#/lib/models/crater-lake.ts';
import { figure } from './wording.ts';

interface Props {
  depth: number;
  blast: Blast;
  description: string;
}

const GROUND = 92;
/** Units of the drawing for a metre: 400 m end at the lower edge. */
const SCALE = 0.4;
const X = 126;

/** How wide the crater is, 0 to 1: fullest at the best depth, nothing at the limit. */
function fullness(depth: number, { best, limit }: Blast): number {
  return Math.max(0, depth <= best ? 0.25 + (0.75 * depth) / best : (limit - depth) / (limit - best));
}

export function Maar({ depth, blast, description }: Props) {
  const y = Math.round(GROUND + depth * SCALE);
  const full = blast.outcome === 'contained' ? 0 : fullness(depth, blast);
  const half = Math.round(70 * full);
  const low = Math.round(GROUND + Math.min((y - GROUND) + 10, 60 * full));
  const lines = [
    { at: blast.best, text: `坑最大：${figure(blast.best)} m` },
    { at: blast.limit, text: `再深冲不出：${figure(blast.limit)} m` },
  ].filter(({ at }) => at >= 12 && at <= 400);
  return (
    <svg viewBox="0 0 360 268" role="img" aria-labelledby="crater-lake-maar-title crater-lake-maar-desc">
      <title id="crater-lake-maar-title">地下的一次爆炸</title>
      <desc id="crater-lake-maar-desc">{description}</desc>
      <rect class="plot-water" x="40" y={GROUND} width="280" height="160" />
      {half > 0 && <path class="plot-sky" d={`M${X - half} ${GROUND}Q${X - half / 2} ${low} ${X} ${low}Q${X + half / 2} ${low} ${X + half} ${GROUND}z`} />}
      <path class="plot-axis" d={half > 0 ? `M40 ${GROUND}H${X - half - 24}L${X - half - 8} ${GROUND - 9 * full}L${X - half} ${GROUND}Q${X - half / 2} ${low} ${X} ${low}Q${X + half / 2} ${low} ${X + half} ${GROUND}L${X + half + 8} ${GROUND - 9 * full}L${X + half + 24} ${GROUND}H320` : `M40 ${GROUND}H320`} />
      {half > 0 && [-2, -1, 0, 1, 2].map((side) => <path key={side} class="plot-dash" d={`M${X + side * 6} ${GROUND - 4}q${side * 14} ${Math.round(-56 * full)} ${side * 26} ${Math.round(-60 * full)}`} />)}
      {[0, 100, 200, 300, 400].map((at) => <text key={at} class="plot-text" x="36" y={GROUND + at * SCALE} dy="0.36em" text-anchor="end">{at}</text>)}
      <text class="plot-text" x="2" y="19">深度（m）</text>
      {lines.map(({ at, text }) => (
        <g key={text}>
          <path class="plot-dash" d={`M40 ${Math.round(GROUND + at * SCALE)}H320`} />
          <text class="plot-text" x="316" y={Math.round(GROUND + at * SCALE - 5)} text-anchor="end">{text}</text>
        </g>
      ))}
      <path class="plot-magma" d={`M${X - 4} 252L${X - 3} ${y}h6L${X + 4} 252z`} />
      <path class="plot-mark" d={`M${X} ${y - 13}l4 8 9-3-4 8 8 5-9 2 1 9-9-5-9 5 1-9-9-2 8-5-4-8 9 3z`} />
    </svg>
  );
}
