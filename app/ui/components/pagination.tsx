import { Icon } from './icons.tsx';

interface PaginationProps {
  readonly page: number;
  readonly pages: number;
  /** The address of a page, its filters kept. */
  readonly hrefOf: (page: number) => string;
}

/** The way through a long list; nothing when it holds on one page. */
export function Pagination({ page, pages, hrefOf }: PaginationProps) {
  if (pages <= 1) return null;
  return (
    <nav className="pages" aria-label="Pages de la liste">
      {page > 1 && (
        <a className="btn quiet" href={hrefOf(page - 1)} rel="prev">
          <Icon name="previous" size={18} />
          Page précédente
        </a>
      )}
      <span>
        Page {page} sur {pages}
      </span>
      {page < pages && (
        <a className="btn quiet" href={hrefOf(page + 1)} rel="next">
          Page suivante
          <Icon name="next" size={18} />
        </a>
      )}
    </nav>
  );
}
