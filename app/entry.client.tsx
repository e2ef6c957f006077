import { RemixBrowser } from '@remix-run/react';
import { startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';

// Only the pages that ask for scripts come here (`handle.scripts`); the others are finished as HTML.
startTransition(() => {
  hydrateRoot(document, <RemixBrowser />);
});
