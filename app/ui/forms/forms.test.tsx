import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CheckChips, CheckField, RadioPicks, SelectField } from './choice-fields.tsx';
import { ErrorSummary } from './form-parts.tsx';
import { readForm } from './read-form.ts';
import { DateField, TextArea, TextField } from './text-fields.tsx';
import { useRefusedForm } from './use-refused-form.ts';

const KEY = '01890a5d-ac96-774b-bcce-b302099a8057';
const person = z.object({
  name: z.string('Écrivez votre nom.').max(10),
  birthYear: z.number('Écrivez une année.').int().min(1900).max(2026),
  publics: z.array(z.enum(['RSA', 'YOUNG'])).min(1),
  seat: z.enum(['a', 'b']),
  town: z.enum(['lyon', 'bron']).optional(),
  day: z.iso.date().optional(),
  note: z.string().optional(),
  password: z.string().optional(),
  agreed: z.boolean().default(false),
});

function filled(entries: Record<string, string | string[]>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(entries)) {
    for (const one of [value].flat()) form.append(name, one);
  }
  return form;
}

const good = { op: KEY, name: 'Zoé', birthYear: '1958', publics: ['RSA'], seat: 'b' };

function Page({ last }: { last: Parameters<typeof useRefusedForm>[1] }) {
  const [form, fields] = useRefusedForm(person, last);
  const choices = [
    { value: 'RSA', label: 'RSA' },
    { value: 'YOUNG', label: 'Jeune' },
  ];
  return (
    <form id={form.id}>
      <ErrorSummary form={form} />
      <TextField field={fields.name} label="Nom" hint="de famille" />
      <TextField field={fields.birthYear} label="Année" />
      <TextField field={fields.password} label="Mot de passe" type="password" />
      <CheckChips field={fields.publics} label="Situation" choices={choices} />
      <RadioPicks
        field={fields.seat}
        choices={[
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ]}
      />
      <SelectField
        field={fields.town}
        label="Ville"
        choices={[
          { value: 'lyon', label: 'Lyon' },
          { value: 'bron', label: 'Bron' },
        ]}
      />
      <DateField field={fields.day} label="Jour" />
      <TextArea field={fields.note} label="Note" />
      <CheckField field={fields.agreed} label="D’accord" />
    </form>
  );
}

async function refused(form: FormData, options?: Parameters<typeof readForm>[2]): Promise<string> {
  const reading = await readForm(form, person, options);
  if (reading.ok) throw new Error('accepted');
  expect(reading.refusal.init?.status).toBe(422);
  // As the browser gets it: through JSON.
  return renderToStaticMarkup(<Page last={JSON.parse(JSON.stringify(reading.refusal.data))} />);
}

describe('a good form', () => {
  it('is read into typed values, cleaned, with its key', async () => {
    const reading = await readForm(filled({ ...good, name: '  Zoe\u0301\0 ', agreed: 'on', note: 'a\r\nb' }), person);
    expect(reading).toMatchObject({
      ok: true,
      opKey: KEY,
      value: { name: 'Zoé', birthYear: 1958, publics: ['RSA'], seat: 'b', agreed: true, note: 'a\nb' },
    });
  });

  it('comes back whole when what it asks is refused', async () => {
    const reading = await readForm(filled({ ...good, password: 'secret' }), person, { hide: ['password'] });
    if (!reading.ok) throw new Error('refused');
    const { data, init } = reading.refuse('Cet atelier est complet.', { seat: 'Choisissez un autre atelier.' });
    expect(init?.status).toBe(422);
    expect(JSON.stringify(data)).not.toContain('secret');
    const html = renderToStaticMarkup(<Page last={JSON.parse(JSON.stringify(data))} />);
    expect(html).toContain('<p>Cet atelier est complet.</p>');
    expect(html).toContain('href="#form-seat">Choisissez un autre atelier.');
    expect(html).toContain('value="Zoé"');
  });

  it('is asked again when its page carried no key', async () => {
    expect(await refused(filled({ ...good, op: 'x' }))).toContain('Cette page n’était plus à jour');
  });
});

describe('a refused form', () => {
  it('keeps every answer', async () => {
    const html = await refused(
      filled({
        op: KEY,
        birthYear: '58',
        publics: ['RSA', 'YOUNG'],
        seat: 'b',
        town: 'bron',
        day: '2026-11-24',
        note: 'ici',
        agreed: 'on',
      }),
    );
    expect(html).toContain('value="58"');
    expect(html.match(/type="checkbox"[^>]*checked=""/g)).toHaveLength(3);
    expect(html).toMatch(/type="radio"[^>]*value="b"[^>]*checked=""|type="radio"[^>]*checked=""[^>]*value="b"/);
    expect(html).toContain('<option value="bron" selected="">');
    expect(html).toContain('value="2026-11-24"');
    expect(html).toContain('>ici</textarea>');
  });

  it('keeps a single tick of several', async () => {
    const html = await refused(filled({ op: KEY, publics: 'YOUNG' }));
    expect(html).toMatch(/value="YOUNG"[^>]*checked=""|checked=""[^>]*value="YOUNG"/);
    expect(html.match(/checked=""/g)).toHaveLength(1);
  });

  it('leads from the summary to each field, and links each field to its sentence', async () => {
    const html = await refused(filled({ op: KEY }));
    expect(html).toContain('role="alert" tabindex="-1" autofocus=""');
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets).toEqual(['form-name', 'form-birthYear', 'form-publics', 'form-seat']);
    for (const id of targets) expect(html).toMatch(new RegExp(`<input[^>]* id="${id}"`));
    expect(html).toContain('>Écrivez votre nom.</span>');
    expect(html).toMatch(
      /id="form-name"[^>]*aria-describedby="form-name-description form-name-error" aria-invalid="true"/,
    );
  });

  it('shows nothing wrong before it is sent', () => {
    const html = renderToStaticMarkup(<Page last={undefined} />);
    expect(html).not.toContain('role="alert"');
    expect(html).not.toContain('aria-invalid');
  });
});

describe('a hostile form', () => {
  it('is refused without building what it describes', async () => {
    const form = filled({
      op: KEY,
      __intent__: '{',
      __state__: '{',
      '__proto__[x]': '1',
      'name.constructor.prototype': '1',
    });
    form.append('publics[4294967294]', 'RSA');
    form.append('note', 'a');
    form.append('note', 'b');
    const html = await refused(form);
    expect(html).toContain('Donnez une seule réponse.');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('with endless fields or a body that is no form is a 400', async () => {
    const long = new FormData();
    for (let i = 0; i <= 500; i += 1) long.append('name', 'a');
    const broken = new Request('http://localhost/', {
      method: 'POST',
      body: 'x',
      headers: { 'Content-Type': 'multipart/form-data' },
    });
    for (const source of [long, broken]) {
      await expect(readForm(source, person)).rejects.toMatchObject({ init: { status: 400 } });
    }
  });
});
