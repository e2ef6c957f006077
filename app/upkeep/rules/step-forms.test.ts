import { expect, test } from 'vitest';
import { contactForm, hoursForm, moreThanAWeek, readHours } from './step-forms.ts';

test('a week in words becomes hours that programs read, holidays included', () => {
  const form = hoursForm.parse({ Mo: '9h-12h et 14h-18h', Tu: 'fermé', We: 'sur rendez-vous', holidays: 'OFF' });
  expect(readHours(form)).toEqual({
    ok: true,
    openingHours: 'Mo 09:00-12:00,14:00-18:00; We "sur rendez-vous"; PH off',
    hoursText: null,
  });
  expect(readHours({ ...form, holidays: 'UNSAID' })).toMatchObject({
    openingHours: 'Mo 09:00-12:00,14:00-18:00; We "sur rendez-vous"',
  });
});

test('a day nobody understands is told, and an empty week asks for words', () => {
  expect(readHours({ Mo: 'le matin', holidays: 'OFF' })).toMatchObject({
    ok: false,
    wrong: { Mo: expect.stringContaining('9h-12h') },
  });
  expect(readHours({ holidays: 'OFF' })).toMatchObject({ ok: false, wrong: { hoursText: expect.any(String) } });
  expect(readHours({ holidays: 'OFF', hoursText: 'Le premier jeudi du mois' })).toEqual({
    ok: true,
    openingHours: null,
    hoursText: 'Le premier jeudi du mois',
  });
});

test('seasons and dates are more than a week; closed holidays are not', () => {
  expect(moreThanAWeek('Mo-Fr 09:00-12:00; PH off')).toBe(false);
  expect(moreThanAWeek('Mo-Fr 09:00-12:00; Jul-Aug off')).toBe(true);
});

test('phones and addresses are kept in one form, or refused with an example', () => {
  const base = { name: 'Maison', street: '1 rue du Test', postcode: '69100', commune: 'Villeurbanne' };
  expect(contactForm.parse({ ...base, phone: '04 78 95 74 80', website: 'www.exemple.fr' })).toMatchObject({
    phone: '+33478957480',
    website: 'https://www.exemple.fr',
  });
  expect(contactForm.safeParse({ ...base, phone: 'douze' }).error?.issues[0]?.message).toContain('Exemple');
  expect(contactForm.safeParse({ ...base, website: 'javascript:alert(1)' }).success).toBe(false);
});
