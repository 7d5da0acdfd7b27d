import type { Product } from "../../src/core/export/products";
import type { HostAbility, ItemText, ToHost, ToPage } from "../../src/core/protocol";
import { unreachable } from "../../src/core/unreachable";
import type { HostLink } from "../hostLink";
import { exportedPage as words } from "../strings/exportedPage";
import type { FoundExport } from "./readExport";
import { askWhatToSave, type SavedProduct } from "./saveDialog";
import { saveFile } from "./saveFile";

/** Stands in for VS Code where the page is opened from a file: it answers from what the file holds. */
export class ExportHost implements HostLink {
  readonly keptState: unknown;
  readonly #found: FoundExport;
  readonly #note: HTMLElement;
  readonly #give: (message: unknown) => void;
  readonly #texts: ReadonlyMap<string, ItemText>;
  /** What the page was asked to make, by the number of the question. */
  readonly #asked: SavedProduct[] = [];

  /** `note` is the element in which this host speaks; `give` hands a message to the page. */
  constructor(found: FoundExport, note: HTMLElement, give: (message: unknown) => void) {
    this.#found = found;
    this.#note = note;
    this.#give = give;
    this.#texts = new Map(found.texts.map((text) => [keyOf(text.segment, text.item), text]));
    this.keptState = found.state;
  }

  /** A file keeps nothing: opened again, the page begins as it was exported. */
  keepState(): void {
    return;
  }

  send(message: ToHost): void {
    switch (message.type) {
      case "ready":
        this.#begin();
        return;
      case "itemTexts":
        this.#answerTexts(message.id, message.segment, message.items);
        return;
      case "copy":
        this.#copy(message.text, message.what);
        return;
      case "painted":
        return;
      case "error":
        this.#say(words.error(message.message), "alert");
        return;
      case "export":
        askWhatToSave((what) => {
          this.#give({ type: "produce", id: this.#asked.push(what) - 1, what });
        });
        return;
      case "produced":
        this.#save(message.id, message.product);
        return;
      case "showRecord":
      case "compare":
      case "search":
      case "cancelSearch":
      case "retry":
        // Not among the abilities that the page was told.
        return;
      default:
        unreachable(message);
    }
  }

  #begin(): void {
    const { name, includesTexts, prices, messages } = this.#found;
    const always: readonly HostAbility[] = ["copy", "export"];
    const abilities = includesTexts ? [...always, "itemTexts" as const] : always;
    const welcome: ToPage = { type: "welcome", name, abilities, prices };
    this.#give(welcome);
    for (const message of messages) this.#give(message);
  }

  #save(id: number, product: Product): void {
    const what = this.#asked[id];
    if (product.kind === "none") this.#say(product.problem, "alert");
    else if (what !== undefined) saveFile(this.#found.name, what, product);
  }

  #answerTexts(id: number, segment: number, items: readonly number[]): void {
    const texts = items.flatMap((item) => this.#texts.get(keyOf(segment, item)) ?? []);
    const answer: ToPage = { type: "itemTexts", id, texts };
    // Later, as a real host would: the page may be in the middle of drawing.
    setTimeout(() => {
      this.#give(answer);
    });
  }

  #copy(text: string, what: string): void {
    const done = async () => {
      try {
        await navigator.clipboard.writeText(text);
        this.#say(words.copied(what), "status");
      } catch {
        this.#say(words.notCopied, "status");
      }
    };
    void done();
  }

  #say(text: string, role: "alert" | "status"): void {
    const line = document.createElement("p");
    line.setAttribute("role", role);
    line.textContent = text;
    this.#note.querySelector("p")?.remove();
    this.#note.append(line);
  }
}

function keyOf(segment: number, item: number): string {
  return `${String(segment)}:${String(item)}`;
}
