import * as vscode from "vscode";
import { parseTranslation } from "../core/l10n/parseTranslation";
import { useTranslation } from "../core/l10n/translation";

// VS Code has read its bundle before it loads the extension. Where it has none for its language, all is said in English.
useTranslation(parseTranslation({ locale: vscode.env.language, messages: vscode.l10n.bundle }));
