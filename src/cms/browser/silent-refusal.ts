/**
 * Decap gives a save up without a word when one of its own checks of a field fails, unless the field is merely empty:
 * the press of the button then looks lost. It is told here, like every refusal, with a way to the field.
 */
import type { Finding } from '#/lib/finding.ts';
import { ApiFault } from './api.ts';
import { formFaults } from './draft.ts';
import { showRefusal } from './dialogs.ts';

/** Tells such a refusal from now on. */
export function tellSilentRefusals(): void {
  addEventListener('unhandledrejection', (event) => {
    // What it rejects with is nothing at all.
    if (event.reason !== undefined) return;
    const faults = formFaults();
    if (faults.length === 0) return;
    event.preventDefault();
    const findings = faults.map(({ label, message }): Finding => ({ path: '', field: '', label, line: 1, message, fix: '', severity: 'error' }));
    showRefusal(new ApiFault(`没有保存：有 ${findings.length} 处要改`, 422, findings));
  });
}
