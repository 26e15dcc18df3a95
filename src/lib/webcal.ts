/** Addresses that open the subscription form of phones and Outlook. Apart from the feeds, because the browser needs it as well. Pure. */

/** `webcal://…` of a full address: opens the subscription form of phones and Outlook. */
export function webcal(address: string): string {
  return address.replace(/^https?:/, 'webcal:');
}
