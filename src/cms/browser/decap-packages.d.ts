/** The part of Decap's packages that decap-parts.ts puts together; they bring no types of their own, or React's. */

declare module 'decap-cms-core' {
  export const DecapCmsCore: {
    registerBackend: (name: string, backend: unknown) => void;
    registerWidget: (widgets: readonly object[]) => void;
    registerEditorComponent: (component: object) => void;
    registerLocale: (name: string, phrases: object) => void;
  };
}
declare module 'decap-cms-widget-*' {
  const widget: { Widget: () => object };
  export default widget;
}
declare module 'decap-cms-editor-component-image' {
  const component: object;
  export default component;
}
declare module 'decap-cms-locales' {
  export const en: object;
  export const zh_Hans: object;
}
declare module 'create-react-class' {
  const createReactClass: (definition: object) => unknown;
  export default createReactClass;
}
declare module 'react' {
  export const createElement: (type: unknown, props: object, ...children: unknown[]) => unknown;
}
declare module 'lodash/flow' {
  const flow: (steps: readonly ((value: never) => unknown)[]) => (value: unknown) => unknown;
  export default flow;
}
declare module 'lodash/fromPairs' {
  const fromPairs: (pairs: readonly (readonly [string, unknown])[]) => Record<string, unknown>;
  export default fromPairs;
}
