// Installs what is missing, before a command that needs it.
import { installMissing } from "./lib/install.mjs";

await installMissing();
