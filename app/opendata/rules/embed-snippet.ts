/** What a commune's webmaster copies: a link that always works, and the script that shows more than it. */
export function embedSnippet(of: { name: string; code: string; view: 'liste' | 'carte'; origin: string }): string {
  const name = of.name.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
  return [
    `<p><a href="${of.origin}/integrer/lieux?commune=${of.code}">Où trouver de l’aide avec le numérique : ${name}</a></p>`,
    `<script src="${of.origin}/integrer.js" data-commune="${of.code}" data-vue="${of.view}" async></script>`,
  ].join('\n');
}
