/**
 * Decap's control of a line of text puts the cursor back to where it was at the last key whenever it is drawn anew,
 * which it is when it gets the focus: what was just selected to be written over is no longer selected, and the new
 * text is laid beside the old one. Here the cursor is put back only when the text itself has changed.
 */
import { decap } from './decap-globals.ts';

/** Registers the control under Decap's own name. */
export function steadyText(): void {
  const { CMS } = decap();
  const { control: DecapText, preview, schema } = CMS.getWidget('string');
  const redrawn = (DecapText.prototype as { componentDidUpdate?: (before: { value?: unknown }) => void }).componentDidUpdate;

  class SteadyText extends DecapText {
    componentDidUpdate(before: { value?: unknown }): void {
      if (before.value !== this.props.value) redrawn?.call(this, before);
    }
  }
  CMS.registerWidget('string', SteadyText, preview, schema);
}
