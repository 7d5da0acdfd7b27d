import type { ProductName } from "../../src/core/export/products";
import { exportedPage as words } from "../strings/exportedPage";

/** What the page can make of itself without a host. The page itself is the file that it stands in. */
export type SavedProduct = Exclude<ProductName, "state">;

const products: readonly SavedProduct[] = [
  "svg",
  "png",
  "requests",
  "candidates",
  "findings",
  "sweep",
];

/** Asks what to save; says nothing where the user leaves. The focus goes back to where it was. */
export function askWhatToSave(onChoose: (what: SavedProduct) => void): void {
  const dialog = document.createElement("dialog");
  dialog.className = "save-dialog";
  const heading = document.createElement("h2");
  heading.id = "save-heading";
  heading.textContent = words.saveHeading;
  dialog.setAttribute("aria-labelledby", heading.id);
  const list = document.createElement("ul");
  for (const what of products) {
    const { label, detail } = words.saved[what];
    const name = document.createElement("strong");
    name.textContent = label;
    const said = document.createElement("span");
    said.textContent = detail;
    list.append(document.createElement("li"));
    list.lastElementChild?.append(
      button(what, [name, said], () => {
        dialog.close();
        onChoose(what);
      }),
    );
  }
  const cancel = button("cancel", [words.saveCancel], () => {
    dialog.close();
  });
  dialog.append(heading, list, cancel);
  dialog.addEventListener("close", () => {
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function button(
  id: string,
  content: readonly (Node | string)[],
  act: () => void,
): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset["save"] = id;
  made.append(...content);
  made.addEventListener("click", act);
  return made;
}
