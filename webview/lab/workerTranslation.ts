import { parseTranslation } from "../../src/core/l10n/parseTranslation";
import { useTranslation } from "../../src/core/l10n/translation";

// Set by the lines that `labLink` puts before the program.
useTranslation(parseTranslation(self.prunescopeTranslation));
