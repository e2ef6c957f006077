import { Icon } from '#app/ui/components/icons.tsx';

/** How to print without any script: only the paper comes out, not the page around it. */
export function PrintHint({ what }: { what: string }) {
  return (
    <p className="print-hint">
      <Icon name="print" size={32} />
      <span>
        <b>Imprimez {what}&nbsp;:</b> <kbd>Ctrl</kbd>&nbsp;+&nbsp;<kbd>P</kbd>
        <span className="hint">Rien d’autre ne sort, sur une demi-feuille (A5).</span>
      </span>
    </p>
  );
}
