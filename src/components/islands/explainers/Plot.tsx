/** Axes with ticks, and a place for curves. 360 × 266 units, so that the letters stay readable on a phone; there is room for letters of 21 units (elder mode). */
import type { ComponentChildren } from 'preact';

export interface Axis {
  from: number;
  to: number;
  /** Where lines and numbers stand. */
  ticks: readonly number[];
  /** Quantity and unit: `温度（℃）`. */
  label: string;
  /** How a tick is written. Default: the number with a real minus sign. */
  write?: (value: number) => string;
}

export interface Scales {
  x: (value: number) => number;
  y: (value: number) => number;
}

interface Props {
  /** Unique on the page; the title and the description take their ids from it. */
  id: string;
  title: string;
  /** What the drawing shows at this state, for those who do not see it. */
  description: string;
  x: Axis;
  y: Axis;
  children: (scales: Scales) => ComponentChildren;
}

const BOX = { left: 52, right: 350, top: 38, bottom: 210 };
const write = (value: number): string => String(value).replace('-', '−');
const fixed = (value: number): number => Math.round(value * 10) / 10;

/** Scales of these axes inside the frame. */
export function scales(x: Axis, y: Axis): Scales {
  return {
    x: (value) => fixed(BOX.left + ((value - x.from) / (x.to - x.from)) * (BOX.right - BOX.left)),
    y: (value) => fixed(BOX.bottom - ((value - y.from) / (y.to - y.from)) * (BOX.bottom - BOX.top)),
  };
}

/** Path through the points, in the order given. */
export function path(points: readonly (readonly [number, number])[], { x, y }: Scales): string {
  return points.map(([across, up], at) => `${at === 0 ? 'M' : 'L'}${x(across)} ${y(up)}`).join('');
}

export function Plot({ id, title, description, x, y, children }: Props) {
  const scale = scales(x, y);
  return (
    <svg viewBox="0 0 360 266" role="img" aria-labelledby={`${id}-title ${id}-desc`}>
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}</desc>
      {x.ticks.map((tick) => (
        <g key={tick}>
          <line class="plot-grid" x1={scale.x(tick)} x2={scale.x(tick)} y1={BOX.top} y2={BOX.bottom} />
          <text class="plot-text" x={scale.x(tick)} y={BOX.bottom + 21} text-anchor="middle">{(x.write ?? write)(tick)}</text>
        </g>
      ))}
      {/* The lowest number stands on the axis: beside it begin those below. */}
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line class="plot-grid" x1={BOX.left} x2={BOX.right} y1={scale.y(tick)} y2={scale.y(tick)} />
          <text class="plot-text" x={BOX.left - 6} y={scale.y(tick)} dy={tick === y.from ? 0 : '0.36em'} text-anchor="end">{(y.write ?? write)(tick)}</text>
        </g>
      ))}
      <path class="plot-axis" d={`M${BOX.left} ${BOX.top}V${BOX.bottom}H${BOX.right}`} />
      <text class="plot-text" x={(BOX.left + BOX.right) / 2} y={BOX.bottom + 46} text-anchor="middle">{x.label}</text>
      <text class="plot-text" x="2" y="18">{y.label}</text>
      {children(scale)}
    </svg>
  );
}
