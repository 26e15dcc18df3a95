/** All judges, in the order of the table. */
import { calendars } from './calendars.ts';
import { csp } from './csp.ts';
import { feeds } from './feeds.ts';
import { html } from './html.ts';
import { jsonLd } from './json-ld.ts';
import type { Judge } from './judge.ts';
import { libraries } from './libraries.ts';
import { lighthouse } from './lighthouse.ts';
import { links } from './links.ts';
import { liveDom } from './live-dom.ts';
import { nu } from './nu.ts';
import { observatory } from './observatory.ts';
import { pictures } from './pictures.ts';
import { sameBuild } from './same-build.ts';
import { securityTxt } from './security-txt.ts';
import { sitemap } from './sitemap.ts';

export const JUDGES: readonly Judge[] = [nu, liveDom, html, links, sitemap, feeds, jsonLd, calendars, csp, securityTxt, pictures, libraries, observatory, lighthouse, sameBuild];
