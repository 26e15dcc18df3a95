/** A mountain's slope with its belts of vegetation, and the lines of temperature after warming. Heights are to scale. */
import { BELTS, climb } from '#/lib/models/crater-lake.ts';
import { figure } from './wording.ts';

interface Props {
  height: number;
  warming: number;
  description: string;
}

const [LOW, TOP] = [400, 2700];
const [FOOT, PEAK] = [240, 30];
const [LEFT, RIGHT] = [64, 240];
const y = (height: number): number => Math.round(FOOT - ((height - LOW) / (TOP - LOW)) * (FOOT - PEAK));
/** Ends of the mountain's cut at a height. */
const sides = (height: number): [number, number] => {
  const share = (height - LOW) / (TOP - LOW);
  return [Math.round(LEFT + 85 * share), Math.round(RIGHT - 85 * share)];
};
const GLYPHS: Record<string, string> = {
  mixed: 'M-14 6v-6m-6 0a6 6 0 1 1 12 0zM12 6v-4m-7 0l7-14 7 14z',
  conifer: 'M-12 6v-3m-6 0l6-14 6 14zM12 6v-3m-6 0l6-14 6 14z',
  birch: 'M-8 6q-2-6 4-9q4-2 3-6M6 6q-2-5 3-7q4-2 3-5',
  tundra: 'M-10 4h5m3-3h5m3 3h5',
};

export function Belts({ height, warming, description }: Props) {
  const cuts = BELTS.map(({ top }) => Math.min(top, TOP));
  const [from] = sides(height);
  return (
    <svg viewBox="0 0 360 268" role="img" aria-labelledby="crater-lake-belts-title crater-lake-belts-desc">
      <title id="crater-lake-belts-title">长白山北坡的植被带</title>
      <desc id="crater-lake-belts-desc">{description}</desc>
      {BELTS.map(({ id, label }, at) => {
        const [bottom, top] = [cuts[at - 1] ?? LOW, cuts[at] ?? TOP];
        const [[a, b], [c, d]] = [sides(bottom), sides(top)];
        const middle = (bottom + top) / 2;
        return (
          <g key={id}>
            <path class={`plot-belt plot-belt-${at + 1}`} d={`M${a} ${y(bottom)}H${b}L${d} ${y(top)}H${c}z`} />
            <path class="plot-glyph" transform={`translate(${(LEFT + RIGHT) / 2} ${y(middle) + (at === 3 ? 12 : 2)})`} d={GLYPHS[id]} />
            <text class="plot-text" x={sides(middle)[1] + 6} y={y(middle)} dy="0.36em">{label.slice(0, 6)}</text>
          </g>
        );
      })}
      {warming > 0 && BELTS.slice(0, 3).map(({ id, top }) => {
        const moved = top + climb(warming);
        const [a, b] = sides(Math.min(moved, TOP));
        return moved < TOP && <path key={id} class="plot-mark-line" stroke-dasharray="5 4" d={`M${a - 10} ${y(moved)}H${b}`} />;
      })}
      {[500, 1000, 1500, 2000, 2500].map((at) => <text key={at} class="plot-text" x="46" y={y(at)} dy="0.36em" text-anchor="end">{at}</text>)}
      <text class="plot-text" x="2" y="19">海拔（m）</text>
      <path class="plot-mark-line" d={`M50 ${y(height)}H${from}`} />
      <circle class="plot-mark" cx={from} cy={y(height)} r="7" />
      {warming > 0 && <text class="plot-text" x="358" y="19" text-anchor="end">虚线：升温{figure(warming, 1)} ℃后</text>}
    </svg>
  );
}
