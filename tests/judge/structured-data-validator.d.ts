/** The part of @adobe/structured-data-validator that the judge uses; the package brings no types. */
declare module '@adobe/structured-data-validator' {
  export default class Validator {
    /** `vocabulary` is schema.org's JSON-LD, as far as classes and the domains of properties go. */
    constructor(vocabulary: object);
    /** `data` holds, by format (`jsonld`) and type, the objects of a page. */
    validate(data: { jsonld: Record<string, object[]> }): Promise<unknown[]>;
  }
}
