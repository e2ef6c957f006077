import { progress } from '#app/partners/rules/partner.ts';
import { sayNumber, sayShare } from '#app/ui/components/figures.ts';

interface ProgressProps {
  readonly convention: { readonly handedOver: number; readonly targetPasses: number };
}

/** How far a convention is from its target, in words and as a bar. */
export function Progress({ convention: { handedOver, targetPasses } }: ProgressProps) {
  const share = progress(handedOver, targetPasses);
  return (
    <>
      <span className="hint">
        {' '}
        {sayNumber(handedOver)} pass remis sur {sayNumber(targetPasses)}
        {share !== null && ` (${sayShare(share)})`}
      </span>
      <svg className="gauge" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width={Math.min(100, Math.round((share ?? 0) * 100))} height="4" />
      </svg>
    </>
  );
}
