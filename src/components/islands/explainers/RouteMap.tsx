/** The made-up road map of the explainer 怎样走最省: kinds of road, the way chosen, the totals after a round. */
import { GOAL, PLACES, SPEEDS, START, type Place, type Road, type Round } from '#/lib/models/routes.ts';

interface Props {
  /** All roads; the closed one is crossed out. */
  roads: readonly Road[];
  closed: Road | undefined;
  /** Roads of the way to the goal. */
  chosen: readonly Road[];
  /** Places that are settled by now, in order. */
  settled: readonly Place[];
  round: Round | undefined;
  /** What a road or a total costs, as shown: `40 km`. */
  cost: (road: Road) => string;
  total: (value: number) => string;
  description: string;
}

const AT: Record<Place, readonly [number, number]> = { 甲: [32, 118], 乙: [120, 50], 丙: [120, 186], 丁: [240, 50], 戊: [240, 186], 己: [328, 118] };
/** Where the total of a place stands. */
const TOTAL: Record<Place, readonly [number, number]> = { 甲: [32, 154], 乙: [120, 20], 丙: [120, 224], 丁: [240, 20], 戊: [240, 224], 己: [328, 154] };

function line({ from, to }: Road, aside = 0): string {
  const [x1, y1] = AT[from];
  const [x2, y2] = AT[to];
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [Math.round(((y1 - y2) / length) * aside * 10) / 10, Math.round(((x2 - x1) / length) * aside * 10) / 10];
  return `M${x1 + dx} ${y1 + dy}L${x2 + dx} ${y2 + dy}`;
}

/** A mountain road is dashed, a plain one a line, a fast one a double line. */
function Drawn({ road }: { road: Road }) {
  if (road.kind === 'mountain') return <path class="plot-dash" d={line(road)} />;
  return <path class="plot-axis" d={road.kind === 'fast' ? line(road, -2.5) + line(road, 2.5) : line(road)} />;
}

export function RouteMap({ roads, closed, chosen, settled, round, cost, total, description }: Props) {
  return (
    <svg viewBox="0 0 360 290" role="img" aria-labelledby="routes-map-title routes-map-desc">
      <title id="routes-map-title">从{START}到{GOAL}的路（示意图，不是真实的路）</title>
      <desc id="routes-map-desc">{description}</desc>
      {roads.map((road) => <Drawn key={road.id} road={road} />)}
      {chosen.map((road) => <path key={road.id} class="plot-route" d={line(road)} />)}
      {roads.map((road) => {
        const [x, y] = [0, 1].map((axis) => ((AT[road.from][axis] ?? 0) + (AT[road.to][axis] ?? 0)) / 2) as [number, number];
        const upright = AT[road.from][0] === AT[road.to][0];
        return (
          <g key={road.id}>
            {road === closed && <path class="plot-mark-line" d={`M${x - 8} ${y - 8}l16 16m-16 0l16 -16`} />}
            <text class="plot-text" x={upright ? x + 10 : x} y={upright ? y + 5 : y < 118 ? y - 10 : y + 22} text-anchor={upright ? 'start' : x < 100 ? 'end' : x > 260 ? 'start' : 'middle'}>{road === closed ? '不通' : cost(road)}</text>
          </g>
        );
      })}
      {PLACES.map((place) => {
        const [x, y] = AT[place];
        const value = round?.totals[place];
        return (
          <g key={place}>
            <circle class={settled.includes(place) ? 'plot-place-settled' : 'plot-water'} cx={x} cy={y} r="16" />
            {round?.settled === place && <circle class="plot-mark-line" cx={x} cy={y} r="20" />}
            <text class={settled.includes(place) ? 'plot-on-solid' : 'plot-text'} x={x} y={y} dy="0.36em" text-anchor="middle">{place}</text>
            <text class="plot-total" x={TOTAL[place][0]} y={TOTAL[place][1]} text-anchor="middle">{value === undefined ? '' : total(value)}</text>
          </g>
        );
      })}
      <path class="plot-dash" d="M6 252h26" />
      <text class="plot-text" x="38" y="252" dy="0.36em">山路 {SPEEDS.mountain} km/h</text>
      <path class="plot-axis" d="M6 278h26" />
      <text class="plot-text" x="38" y="278" dy="0.36em">普通 {SPEEDS.plain} km/h</text>
      <path class="plot-axis" d="M190 275.5h26M190 280.5h26" />
      <text class="plot-text" x="222" y="278" dy="0.36em">快速 {SPEEDS.fast} km/h</text>
    </svg>
  );
}
