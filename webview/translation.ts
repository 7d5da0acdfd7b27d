import { parseTranslationText, translationElement } from "../src/core/l10n/parseTranslation";
import { useTranslation } from "../src/core/l10n/translation";

// The document holds the translation before its scripts; without one all is said in English.
const text = document.getElementById(translationElement)?.textContent;
if (text !== undefined) useTranslation(parseTranslationText(text));
