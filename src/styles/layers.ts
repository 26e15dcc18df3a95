/**
 * Order of the cascade layers. The bundler may write any sheet first, so the order stands in the head of
 * every page before them all. Constant: a content security policy can name it by its hash.
 */
export const LAYER_ORDER = '@layer reset,tokens,base,prose,layout,components;';
