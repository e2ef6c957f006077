import { CARE_LABELS, NEED_LABELS, TONGUE_LABELS } from '#app/directory/orientation/texts.fr.ts';
import { CARES, NEEDS, TONGUES, type Wish, wordOf } from '#app/directory/rules/orientation/wish.ts';

/** What the agent says of the person: sent by GET, kept nowhere but in the address. */
export function WishForm({ wish }: { readonly wish: Wish }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is younger than some of the desks' browsers
    <form role="search" method="get" action="/partenaire/ou-aller" className="panel wish">
      <fieldset>
        <legend className="label">Que cherche-t-elle&nbsp;?</legend>
        <div className="chips">
          {NEEDS.map((need) => (
            <label key={need} className="chip">
              <input type="radio" name="besoin" value={wordOf.need(need)} defaultChecked={wish.need === need} />
              {NEED_LABELS[need]}
            </label>
          ))}
        </div>
      </fieldset>
      <FromWhere wish={wish} />
      <fieldset>
        <legend className="label">À savoir pour bien l’accueillir</legend>
        <div className="chips">
          <Tick name="pass" value="1" on={wish.hasPass} words="a des pass" />
          <Tick name="enfants" value="1" on={wish.withChildren} words="vient avec ses enfants" />
          {CARES.map((care) => (
            <Tick
              key={care}
              name="accueil"
              value={wordOf.care(care)}
              on={wish.cares.includes(care)}
              words={CARE_LABELS[care]}
            />
          ))}
        </div>
        <p className="hint">Ces réponses servent à chercher, maintenant. Rien n’est gardé.</p>
      </fieldset>
      <button type="submit" className="btn">
        Chercher où aller
      </button>
    </form>
  );
}

/** Where they leave from, and the language they speak. */
function FromWhere({ wish }: { readonly wish: Wish }) {
  return (
    <div className="row">
      <div className="field">
        <label className="label" htmlFor="ou">
          Autour d’où&nbsp;?
        </label>
        <input
          id="ou"
          name="ou"
          defaultValue={wish.near}
          maxLength={100}
          placeholder="commune ou code postal"
          autoComplete="off"
        />
      </div>
      <div className="field">
        <label className="label" htmlFor="langue">
          La langue où elle est à l’aise
        </label>
        <select id="langue" name="langue" defaultValue={wordOf.tongue(wish.tongue)}>
          {TONGUES.map((tongue) => (
            <option key={tongue} value={wordOf.tongue(tongue)}>
              {TONGUE_LABELS[tongue]}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

function Tick({ name, value, on, words }: { name: string; value: string; on: boolean; words: string }) {
  return (
    <label className="chip">
      <input type="checkbox" name={name} value={value} defaultChecked={on} />
      {words}
    </label>
  );
}
