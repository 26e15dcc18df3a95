/**
 * How another site shows an event: a frame with a page of ours, which stays right by itself; a card in plain
 * HTML, which cannot; and oEmbed 1.0 (oembed.com), by which publishing systems find the frame. Pure.
 */
import { SHARE_FORMATS } from './share-picture.ts';
import type { Announcement } from './event-announcement.ts';
import { escapeXml } from './xml.ts';

/** The frame is made for any width from here on. */
export const EMBED_LEAST = 280;
/** Size asked for; the frame's own page fits narrower boxes. */
const WIDTH = 600;
const HEIGHT = 300;

export interface EmbedAddresses {
  /** Full addresses: the frame's page, the permanent address, the wide share picture, the site. */
  embed: string;
  permanent: string;
  share: string;
  site: string;
  siteName: string;
}

const said = ({ change, sample, title }: Announcement): string => `${sample ? '【示例】' : ''}${change ? `【${change.word}】` : ''}${title}`;

/** The frame, without scripts; `width` in pixels. */
export function frameCode(announcement: Announcement, { embed, siteName }: EmbedAddresses, width = WIDTH): string {
  // The name stays when the status changes: who pasted the code once never pastes it again.
  const name = escapeXml(`${announcement.title} — ${siteName}`);
  const height = width < 420 ? HEIGHT + 100 : HEIGHT;
  return `<iframe src="${escapeXml(embed)}" width="${width}" height="${height}" title="${name}" loading="lazy" style="max-width:100%;border:1px solid #999;border-radius:6px"></iframe>`;
}

/** The card: what it says is what was true when it was copied. */
export function cardCode(announcement: Announcement, { permanent, siteName }: EmbedAddresses): string {
  const { when, where, cost, change } = announcement;
  const lines = [...(change ? change.lines : []), ...(change?.tone === 'danger' ? [] : [`时间：${when}`, `地点：${where}`, `费用：${cost}`])];
  return [
    '<div style="max-width:600px;padding:16px;border:1px solid #999;border-left:6px solid #8b1116;border-radius:6px;color:#151b1a;background:#fff;line-height:1.7">',
    `  <p style="margin:0;font-weight:bold;font-size:18px"><a href="${escapeXml(permanent)}" style="color:#8b1116">${escapeXml(said(announcement))}</a></p>`,
    ...lines.map((line) => `  <p style="margin:4px 0 0">${escapeXml(line)}</p>`),
    `  <p style="margin:8px 0 0;color:#404a48">${escapeXml(siteName)}，以活动页为准</p>`,
    '</div>',
  ].join('\n');
}

/** The oEmbed answer, type `rich`. */
export function oembed(announcement: Announcement, addresses: EmbedAddresses): Record<string, string | number> {
  const { width, height } = SHARE_FORMATS.wide;
  return {
    version: '1.0',
    type: 'rich',
    title: said(announcement),
    author_name: announcement.organiser,
    provider_name: addresses.siteName,
    provider_url: addresses.site,
    cache_age: 3600,
    html: frameCode(announcement, addresses),
    width: WIDTH,
    height: HEIGHT,
    thumbnail_url: addresses.share,
    thumbnail_width: width,
    thumbnail_height: height,
  };
}
