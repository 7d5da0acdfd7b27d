// First: what is loaded after it makes tables of words.
import "../translation";
import { parseToComparePage, type ToCompareHost } from "../../src/core/compare/messages";
import { Mismatch } from "../../src/core/shape";
import { connectHost, reportErrors, type HostLink } from "../hostLink";
import "./compare.css";
import { ComparePage } from "./comparePage";

const host: HostLink<ToCompareHost> = connectHost();
reportErrors(host);

const root = document.getElementById("page");
if (root === null) throw new Error("the document has no #page");
const page = new ComparePage(root, host);

window.addEventListener("message", (event: MessageEvent<unknown>) => {
  const message = parseToComparePage(event.data);
  if (message instanceof Mismatch)
    host.send({ type: "error", message: `message from the host: ${message.toString()}` });
  else page.receive(message);
});
host.send({ type: "ready" });
