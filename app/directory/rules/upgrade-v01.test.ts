import { describe, expect, it } from 'vitest';
import { detectFileVersion, detectVersion } from './detect-version.ts';
import { upgradeRow } from './upgrade-v01.ts';

const upgraded = (row: Record<string, string>) => {
  const result = upgradeRow(row);
  if (result.kind !== 'upgraded') throw new Error(`${result.field}: ${result.reason}`);
  return result;
};

describe('upgrading v0.1 to v1', () => {
  it('translates services, once each', () => {
    const { row } = upgraded({
      services: "Prendre en main un ordinateur;Utiliser le numérique au quotidien;S'équiper en matériel informatique",
    });
    expect(row.services).toBe(
      'Maîtrise des outils numériques du quotidien|Acquisition de matériel informatique à prix solidaire',
    );
  });

  it('parts the publics from the special care, and drops "Adultes", which v1 takes for granted', () => {
    const { row } = upgraded({
      publics_accueillis:
        "Adultes;Seniors (+ 65 ans);Handicaps mentaux : déficiences limitant les activités d'une personne;Public langues étrangères",
    });
    expect(row.publics_specifiquement_adresses).toBe('Seniors');
    expect(row.prise_en_charge_specifique).toBe(
      'Handicaps mentaux|Langues étrangères (anglais)|Langues étrangères (autres)',
    );
    expect(row.publics_accueillis).toBeUndefined();
  });

  it('keeps pass acceptance apart, from either old value, and says it of no other', () => {
    const pass = "Accepte le Pass numérique : Il est possible d'utiliser un Pass numérique pour accéder au lieu";
    const paying = "Payant : L'accès au lieu et/ou à ses services est payant";
    expect(upgraded({ conditions_acces: `${paying};${pass}` })).toMatchObject({
      acceptsPass: true,
      row: { frais_a_charge: 'Payant' },
    });
    expect(upgraded({ labels_nationaux: 'CNFS;APTIC' })).toMatchObject({
      acceptsPass: true,
      row: { dispositif_programmes_nationaux: 'Conseillers numériques' },
    });
    expect(upgraded({ conditions_acces: paying }).acceptsPass).toBe(false);
  });

  it('reads the misspelt field of the conseillers numériques', () => {
    const { row } = upgraded({ conditions_access: 'Gratuit : Je peux accéder gratuitement au lieu et à ses services' });
    expect(row.frais_a_charge).toBe('Gratuit');
  });

  it('puts each label where v1 keeps it', () => {
    const { row } = upgraded({
      labels_nationaux: 'Point relais CAF;Fabriques de Territoire;French Tech',
      labels_autres: 'Label de ma ville',
    });
    expect(row).toMatchObject({
      dispositif_programmes_nationaux: "Point d'accès numérique CAF",
      formations_labels: 'Fabriques de Territoire',
      autres_formations_labels: 'Label de ma ville|French Tech',
    });
  });

  it('leaves v1 as it is', () => {
    const v1 = {
      services: 'Aide aux démarches administratives|Loisirs et créations numériques',
      courriels: 'a@b.fr|c@d.fr',
      frais_a_charge: 'Gratuit',
    };
    expect(upgraded(v1).row).toEqual(v1);
  });

  it('refuses a word of neither version, by its field', () => {
    expect(upgradeRow({ conditions_acces: 'Troc' })).toEqual({
      kind: 'refused',
      field: 'conditions_acces',
      reason: '« Troc » n’est pas une valeur du standard.',
    });
  });
});

describe('detecting the version', () => {
  it.each([
    [{ services: 'Accéder à du matériel' }, 'v0.1'],
    [{ services: 'Aide aux démarches administratives', labels_nationaux: 'CNFS' }, 'v1'],
    [{ services: 'A;B' }, 'v0.1'],
    [{ frais_a_charge: 'Gratuit' }, 'v1'],
    [{ publics_accueillis: 'Adultes' }, 'v0.1'],
    [{ nom: 'x' }, 'v1'],
  ] as const)('%o is %s', (row, version) => {
    expect(detectVersion(row)).toBe(version);
  });

  it('takes for a file what most of its rows are', () => {
    const old = { services: 'Accéder à du matériel' };
    const recent = { services: 'Loisirs et créations numériques' };
    expect(detectFileVersion([old, old, recent])).toBe('v0.1');
    expect(detectFileVersion([old, recent, recent])).toBe('v1');
    expect(detectFileVersion([])).toBe('v1');
  });
});
