/** Which calendars there are: addresses that stay, and each event in the feeds it belongs to. */
import { expect, test } from 'vitest';
import { ALL_EVENTS_FEED, calendarFeeds, describeFeed, feedsOf, FEED_GROUPS, matchesFeed, STRICT_FEED } from '#/lib/calendar-feeds.ts';
import { EVENT_KINDS } from '#/schemas/events.ts';
import { GRADES, TOPICS } from '#/schemas/vocabulary.ts';
import { webcal } from '#/lib/webcal.ts';

const regions = [{ id: 'jian', title: '集安市' }, { id: 'huinan', title: '辉南县' }];
const feeds = calendarFeeds(regions);
const lecture = { grades: ['g5-6', 'public'], topics: ['volcano'], kind: 'lecture', venue: { region: 'jian' } } as unknown as Parameters<typeof matchesFeed>[0];

test('there is a feed for every value and every pair, whether or not anything is in it', () => {
  const [grades, topics, kinds] = [GRADES, TOPICS, EVENT_KINDS].map((labels) => Object.keys(labels).length) as [number, number, number];
  expect(feeds).toHaveLength(2 + 2 + grades + 2 * grades + topics + kinds);
  expect(new Set(feeds.map(({ path }) => path)).size).toBe(feeds.length);
  expect(new Set(feeds.map(({ name }) => name)).size).toBe(feeds.length);
  expect([...new Set(feeds.map(({ group }) => group))]).toEqual(Object.keys(FEED_GROUPS));
});

test('addresses that people have subscribed to stay as they are', () => {
  for (const path of ['/events.ics', '/calendars/strict.ics', '/calendars/regions/jian.ics', '/calendars/regions/jian/g5-6.ics', '/calendars/grades/g5-6.ics', '/calendars/topics/volcano.ics', '/calendars/kinds/lecture.ics']) {
    expect(feeds.map((feed) => feed.path)).toContain(path);
  }
  expect([ALL_EVENTS_FEED, STRICT_FEED]).toEqual(['/events.ics', '/calendars/strict.ics']);
});

test('an event is in the feeds of its region, grades, topics and kind, and in no other', () => {
  expect(feeds.filter(({ filter }) => matchesFeed(lecture, filter)).map(({ path }) => path)).toEqual([
    '/events.ics', '/calendars/regions/jian.ics', '/calendars/grades/g5-6.ics', '/calendars/grades/public.ics', '/calendars/regions/jian/g5-6.ics', '/calendars/regions/jian/public.ics',
    '/calendars/topics/volcano.ics', '/calendars/kinds/lecture.ics', '/calendars/strict.ics',
  ]);
  expect(feedsOf(lecture, feeds).map(({ label }) => label)).toEqual(['全部活动', '集安市', '5—6 年级', '公众', '火山与地质', '讲座']);
});

test('an event without a venue is in no region', () => {
  expect(feedsOf({ ...lecture, venue: undefined }, feeds).map(({ group }) => group)).not.toContain('regions');
});

test('says in Chinese what it holds', () => {
  const pair = feeds.find(({ path }) => path === '/calendars/regions/jian/g5-6.ics');
  expect(pair).toMatchObject({ label: '集安市 · 5—6 年级', name: '集安市面向5—6 年级的活动' });
  expect(pair && describeFeed(pair, '通化科普')).toBe('通化科普：集安市面向5—6 年级的活动。有变化时自动更新；取消的活动标“已取消”，当天结束后移出。');
  expect(webcal('https://kepu.example.org/events.ics')).toBe('webcal://kepu.example.org/events.ics');
});
