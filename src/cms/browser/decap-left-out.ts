/**
 * Stands in our bundle for what Decap loads and our configuration never calls (src/server/decap-bundle.ts): the check of a
 * configuration written by hand, TOML and front matter (our own format reads entries), previews drawn to text, and
 * pictures packed in the browser. Should one be called after all, it says so.
 */

function leftOut(): never {
  throw new Error('编辑器用到了没有打包的部分，请把这句话告诉网站的工程师（decap-left-out.ts）');
}

export { leftOut as default, leftOut as encode, leftOut as renderToString, leftOut as validateConfig };
