import { workerData } from "node:worker_threads";
import { parseTranslation } from "../../core/l10n/parseTranslation";
import { useTranslation } from "../../core/l10n/translation";

// What the thread says reaches the user: why a line could not be read, for instance.
useTranslation(parseTranslation(workerData));
