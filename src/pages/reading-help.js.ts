/** 阅读辅助 as a script of its own: no page loads it before a reader asks for it. */
import script from '#/components/reading/panel.ts?script';

export const GET = (): Response => new Response(script, { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
