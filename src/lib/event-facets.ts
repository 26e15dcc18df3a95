/** By what events can be found: region, 学段, topic, kind, cost, access. Pure. */
import { EVENT_KINDS, type Event } from '#/schemas/events.ts';
import { GRADES, TOPICS } from '#/schemas/vocabulary.ts';

/** Facets in the order of the form; the key is the name in the query string. */
export const FACETS = {
  region: { label: '市县', path: '/events/regions/' },
  grade: { label: '学段', path: '/events/grades/' },
  topic: { label: '主题', path: '/events/topics/' },
  kind: { label: '类型', path: '/events/kinds/' },
  cost: { label: '费用', path: '/events/costs/' },
  access: { label: '无障碍', path: '/events/access/' },
} as const;
export type Facet = keyof typeof FACETS;

export const COSTS = { free: '免费', other: '收费或部分收费', unknown: '费用待核实' } as const;
/** What is known to be there; a venue about which nobody knows is not found by it. */
export const ACCESS_FACTS = { 'step-free': '无台阶通道', toilet: '无障碍卫生间', hearing: '字幕或手语', parking: '停车位' } as const;

/** Labels of a facet's values; those of `region` come from the regions themselves. */
export const FACET_VALUES: Readonly<Record<Exclude<Facet, 'region'>, Readonly<Record<string, string>>>> = { grade: GRADES, topic: TOPICS, kind: EVENT_KINDS, cost: COSTS, access: ACCESS_FACTS };

/** Which kind of cost the words mean: exactly 免费, not yet known, or anything else. */
export function costKey(cost: string): keyof typeof COSTS {
  if (cost.trim() === '免费') return 'free';
  return cost.includes('待核实') ? 'unknown' : 'other';
}

/** The values that an event has in each facet. An event moved online has no venue to reach. */
export function facetKeys(event: Event): Record<Facet, readonly string[]> {
  const venue = event.status === 'online' ? undefined : event.venue;
  const access = venue ? ([['step-free', venue.stepFree], ['toilet', venue.toilet], ['hearing', venue.hearing], ['parking', venue.parking]] as const).filter(([, state]) => state === 'yes').map(([key]) => key) : [];
  return {
    region: event.venue ? [event.venue.region] : [],
    grade: event.grades,
    topic: event.topics,
    kind: [event.kind],
    cost: [costKey(event.cost)],
    access,
  };
}
