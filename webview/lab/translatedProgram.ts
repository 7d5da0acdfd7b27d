import { translationText } from "../../src/core/l10n/parseTranslation";
import { currentTranslation } from "../../src/core/l10n/translation";

declare global {
  interface Window {
    /** In a worker: the page's translation; to be parsed. */
    prunescopeTranslation?: unknown;
  }
}

/** A worker's program with the page's translation before it, so that it stands there when the program is loaded. */
export function translatedProgram(program: string): readonly string[] {
  const translation = currentTranslation();
  return translation === undefined
    ? [program]
    : [`self.prunescopeTranslation=${translationText(translation)};\n`, program];
}
