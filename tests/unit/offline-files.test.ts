/** Which files a kept page loads, as the offline worker sees it. */
import { describe, expect, test } from 'vitest';
import { filesIn } from '#/components/offline/kept-pages.ts';

const PAGE = 'https://kepu.example.org/kepu/science/x/';

describe('files of a page', () => {
  test('are what it loads under a hashed name, once each', () => {
    const html = '<img src="/kepu/media/a-0123456789-960.webp" srcset="/kepu/media/a-0123456789-480.webp 480w"><astro-island component-url="/kepu/_assets/Steel.abc.js" renderer-url="/kepu/_assets/client.js"></astro-island><script type="module" src="/kepu/_assets/Steel.abc.js"></script><img src="/kepu/e/abc12345/qr.svg"><img src="https://other.example.org/kepu/media/x.webp"><a href="/kepu/_assets/no.js">';
    expect(filesIn(html, PAGE, '/kepu/')).toEqual(['media/a-0123456789-960.webp', '_assets/Steel.abc.js', '_assets/client.js'].map((name) => `https://kepu.example.org/kepu/${name}`));
  });
  test('are what a script imports, however it is written', () => {
    const script = 'import{a as b}from"./one.js";import"./two.js";const c=()=>import("./three.js");import x from "preact"';
    expect(filesIn(script, 'https://kepu.example.org/_assets/x.js', '/')).toEqual(['one', 'two', 'three'].map((name) => `https://kepu.example.org/_assets/${name}.js`));
  });
  test('none of another base path', () => {
    expect(filesIn('<img src="/media/a-0123456789-960.webp">', PAGE, '/kepu/')).toEqual([]);
  });
});
