import { describe, expect, it } from 'vitest';
import { readForm } from '#app/ui/forms/read-form.ts';
import { LATER, MORE, NO_BOOKLET, readDraft, referForm, SOMEBODY_ELSE } from './form.ts';

const OP = '01890a5d-ac96-774b-bcce-b302099a8057';
const BOOKLET = '01890a5d-ac96-774b-bcce-b302099a8001';
const SESSION = '01890a5d-ac96-774b-bcce-b302099a8002';
const PERSON = '01890a5d-ac96-774b-bcce-b302099a8003';
const somebody = {
  familyName: 'Benali',
  givenName: 'Fatima',
  birthYear: '1958',
  commune: 'Villeurbanne',
  agreed: 'on',
};
const good = { ...somebody, booklet: BOOKLET, session: SESSION };

async function read(entries: Record<string, string | string[]>) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ op: OP, ...entries }))
    for (const one of [value].flat()) form.append(name, one);
  const reading = await readForm(form, referForm);
  return reading.ok ? reading.value : (reading.refusal.data.error ?? {});
}

describe('the one form of a referral', () => {
  it('makes a new person, a booklet and a session of what was typed', async () => {
    expect(await read({ ...good, phone: '06 12 34 56 78', publics: ['RSA', 'ELDERLY'] })).toEqual({
      person: {
        kind: 'NEW',
        agreed: true,
        details: {
          familyName: 'Benali',
          givenName: 'Fatima',
          birthYear: 1958,
          commune: 'Villeurbanne',
          inseeCode: null,
          phone: '+33612345678',
          email: null,
          sharedContact: false,
          publics: ['RSA', 'ELDERLY'],
        },
      },
      booklet: { id: BOOKLET },
      sessionId: SESSION,
      neighbourhood: null,
      address: null,
      notThese: [],
    });
  });

  it('says all that is missing at once, the agreement too', async () => {
    expect(Object.keys(await read({}))).toEqual([
      'familyName',
      'givenName',
      'birthYear',
      'commune',
      'agreed',
      'booklet',
      'session',
    ]);
  });

  it('asks nothing more of somebody found again', async () => {
    expect(await read({ personne: PERSON, publics: 'RSA', booklet: NO_BOOKLET, session: SESSION })).toMatchObject({
      person: { kind: 'KNOWN', holderId: PERSON, publics: ['RSA'] },
      booklet: null,
    });
    expect(await read({ ...good, same: PERSON })).toMatchObject({ person: { kind: 'KNOWN', holderId: PERSON } });
  });

  it('keeps whom the agent said it is not', async () => {
    expect(await read({ ...good, same: SOMEBODY_ELSE, shownAlike: `${PERSON},${SESSION}` })).toMatchObject({
      person: { kind: 'NEW' },
      notThese: [PERSON, SESSION],
    });
  });

  it('takes a serial before the booklet proposed, and “later” for no session', async () => {
    expect(await read({ ...good, serial: '069-00412', session: LATER })).toMatchObject({
      booklet: { serial: '069-00412' },
      sessionId: null,
    });
  });

  it.each([
    [{ same: 'x' }, 'same'],
    [{ booklet: 'x' }, 'booklet'],
    [{ session: 'x' }, 'session'],
    [{ birthYear: 'mille' }, 'birthYear'],
    [{ phone: '12' }, 'phone'],
    [{ email: 'fatima' }, 'email'],
    [{ publics: ['RICH'] }, 'publics[0]'],
    [{ familyName: ['a', 'b'] }, 'familyName'],
    [{ serial: '0'.repeat(31) }, 'serial'],
    [{ neighbourhood: '0'.repeat(21) }, 'neighbourhood'],
    [{ address: '0'.repeat(121) }, 'address'],
  ])('refuses %o beside its field', async (spoilt, field) => {
    expect(Object.keys(await read({ ...good, ...spoilt } as Record<string, string>))).toEqual([field]);
  });
});

describe('the screen shown again', () => {
  it('keeps what the lists depend on, and takes nothing hostile', () => {
    expect(
      readDraft({ commune: 'Bron', session: SESSION, theme: 'EMPLOI', wheelchair: 'on', within: 'tout' }),
    ).toMatchObject({
      commune: 'Bron',
      session: SESSION,
      theme: 'EMPLOI',
      wheelchair: true,
      within: 'tout',
      shown: 6,
      intent: null,
    });
    expect(
      readDraft({ commune: ['a'], session: "';--", theme: 'X', shown: '1e9', intent: 'x', personne: {} }),
    ).toMatchObject({
      commune: '',
      session: null,
      theme: null,
      shown: 6,
      intent: null,
      personne: null,
    });
  });

  it('remembers who was recognised, and who was not', () => {
    expect(readDraft({ same: PERSON })).toMatchObject({ personne: PERSON });
    expect(readDraft({ same: SOMEBODY_ELSE, shownAlike: `${PERSON},x,${SESSION}` })).toMatchObject({
      personne: null,
      shownAlike: [PERSON, SESSION],
    });
  });

  it('shows more sessions each time it is asked, up to a bound', () => {
    expect(readDraft({ intent: MORE }).shown).toBe(18);
    expect(readDraft({ intent: MORE, shown: '18' }).shown).toBe(30);
    expect(readDraft({ intent: MORE, shown: '60' }).shown).toBe(60);
  });
});
