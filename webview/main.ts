// First: what is loaded after it makes tables of words.
import "./translation";
import { parseToPage } from "../src/core/protocol";
import { Mismatch } from "../src/core/shape";
import "./styles/main.css";
import { connectHost, reportErrors, type HostLink } from "./hostLink";
import { SessionPage } from "./sessionPage";
import { registerComponents } from "./toolkit";

registerComponents();
const host: HostLink = connectHost();
reportErrors(host);

const root = document.getElementById("page");
if (root === null) throw new Error("the document has no #page");
const page = new SessionPage(root, host);

window.addEventListener("message", (event: MessageEvent<unknown>) => {
  const message = parseToPage(event.data);
  if (message instanceof Mismatch)
    host.send({ type: "error", message: `message from the host: ${message.toString()}` });
  else page.receive(message);
});
host.send({ type: "ready" });
