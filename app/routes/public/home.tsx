import { PublicLayout } from '#app/ui/layout/public-layout.tsx';

export default function Home() {
  return (
    <PublicLayout>
      <h1>Quelqu’un, près de chez vous, peut vous montrer.</h1>
    </PublicLayout>
  );
}
