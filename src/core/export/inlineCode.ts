/**
 * A script as it can stand between `<script>` and `</script>`: nothing in it ends the element or opens a comment, and
 * line ends are what a parser makes of them, so that a hash of it holds. `<` is written as an escape, which means the
 * same in every string and regular expression.
 */
export function inlineScript(code: string): string {
  return withoutSourceMap(code).replace(/<(?=\/?script|!--)/gi, "\\x3c");
}

/** A style sheet as it can stand between `<style>` and `</style>`. */
export function inlineStyle(code: string): string {
  return withoutSourceMap(code).replace(/<(?=\/?style|!--)/gi, "\\3c ");
}

function withoutSourceMap(code: string): string {
  return code.replace(/\r\n?/g, "\n").replace(/^(\/\/|\/\*)# sourceMappingURL=.*$/gm, "");
}
