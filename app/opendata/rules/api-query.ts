import { z } from 'zod';
import { isDay } from '#app/calendar/rules/paris-time.ts';
import { SERVICES } from '#app/directory/rules/standard.ts';
import { THEMES } from '#app/training/rules/session.ts';
import { communeField, departmentField, sinceField, yesField } from './export-query.ts';

const LARGEST_PAGE = 100;
const DEFAULT_PAGE = 20;

const limitField = z
  .string()
  .regex(/^\d{1,3}$/, `Écrivez un nombre de 1 à ${LARGEST_PAGE}.`)
  .transform(Number)
  .refine((n) => n >= 1 && n <= LARGEST_PAGE, `Écrivez un nombre de 1 à ${LARGEST_PAGE}.`)
  .default(DEFAULT_PAGE)
  .meta({ description: `Combien par page, ${LARGEST_PAGE} au plus ; ${DEFAULT_PAGE} sinon.`, example: '20' });

const cursorField = z
  .string()
  .regex(/^[\w-]{1,200}$/, 'Reprenez l’adresse « suivant » telle que la page précédente la donne.')
  .optional()
  .meta({ description: 'Où reprendre : donné par « suivant ».' });

const dayField = z.string().refine(isDay, 'Écrivez un jour, comme 2026-12-01.').optional();

function degrees(most: number, example: string) {
  const message = `Écrivez un nombre de -${most} à ${most}, comme ${example}.`;
  return z
    .string(message)
    .regex(/^-?\d{1,3}(\.\d{1,12})?$/, message)
    .transform(Number)
    .refine((n) => Math.abs(n) <= most, message)
    .meta({ example });
}

const serviceField = z
  .enum(SERVICES, 'Écrivez un service du standard national, tel quel.')
  .optional()
  .meta({ description: 'Un service du standard national.' });

const venueField = z
  .uuid('Écrivez l’identifiant d’un lieu, tel que /api/v1/lieux le donne.')
  .optional()
  .meta({ description: 'Identifiant d’un lieu.' });

export const venuesQuery = z.object({
  commune: communeField.optional(),
  departement: departmentField.optional(),
  territoire: yesField.optional().meta({ description: 'Seulement les lieux du territoire.', example: 'oui' }),
  service: serviceField,
  pass: yesField.optional().meta({ description: 'Seulement où l’on prend les pass.', example: 'oui' }),
  fauteuil_roulant: yesField.optional().meta({ description: 'Seulement où l’on entre en fauteuil.', example: 'oui' }),
  depuis: sinceField.optional(),
  limite: limitField,
  curseur: cursorField,
});

export const nearQuery = z.object({
  lat: degrees(90, '45.76').meta({ description: 'Latitude du point.', example: '45.76' }),
  lon: degrees(180, '4.84').meta({ description: 'Longitude du point.', example: '4.84' }),
  limite: limitField,
});

export const sessionsQuery = z.object({
  commune: communeField.optional(),
  lieu: venueField,
  theme: z.enum(THEMES, 'Écrivez un thème de la liste.').optional().meta({ description: 'Le sujet.' }),
  du: dayField.meta({ description: 'Premier jour.', example: '2026-12-01' }),
  au: dayField.meta({ description: 'Dernier jour, compris.', example: '2026-12-31' }),
  places: yesField.optional().meta({ description: 'Seulement où il reste une place.', example: 'oui' }),
  limite: limitField,
  curseur: cursorField,
});

const LARGEST_RADIUS_KM = 50;
const DEFAULT_RADIUS_KM = 5;
const radiusMessage = `Écrivez un nombre de kilomètres, de 1 à ${LARGEST_RADIUS_KM}.`;

export const stopsQuery = z
  .object({
    commune: communeField.optional(),
    lieu: venueField,
    du: dayField.meta({ description: 'Premier jour.', example: '2026-12-01' }),
    au: dayField.meta({ description: 'Dernier jour, compris.', example: '2026-12-31' }),
    lat: degrees(90, '45.76')
      .optional()
      .meta({ description: 'Autour d’un point, avec « lon » : sa latitude.', example: '45.76' }),
    lon: degrees(180, '4.84').optional().meta({ description: 'Sa longitude.', example: '4.84' }),
    rayon_km: z
      .string()
      .regex(/^\d{1,2}$/, radiusMessage)
      .transform(Number)
      .refine((n) => n >= 1 && n <= LARGEST_RADIUS_KM, radiusMessage)
      .default(DEFAULT_RADIUS_KM)
      .meta({
        description: `Jusqu’où autour du point, ${LARGEST_RADIUS_KM} au plus ; ${DEFAULT_RADIUS_KM} sinon.`,
        example: '5',
      }),
    depuis: sinceField.optional(),
    limite: limitField,
    curseur: cursorField,
  })
  .refine(({ lat, lon }) => lat === undefined || lon !== undefined, {
    path: ['lon'],
    message: 'Écrivez aussi la longitude du point.',
  })
  .refine(({ lat, lon }) => lon === undefined || lat !== undefined, {
    path: ['lat'],
    message: 'Écrivez aussi la latitude du point.',
  });

export const communesQuery = z.object({
  territoire: yesField.optional().meta({ description: 'Seulement celles du territoire.', example: 'oui' }),
});

export const noQuery = z.object({});
