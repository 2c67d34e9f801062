import { ManifestError } from '../../src/intake/manifest.errors.ts';
import type { ReadManifest } from '../../src/intake/manifest.ts';
import { readManifest } from '../../src/intake/manifest.ts';
import { loadCatalog } from '../../src/policy/load.ts';

const catalog = loadCatalog();
const read = (text: string): ReadManifest => readManifest(text, { catalog });

function refusal(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ManifestError)
      return error.problems.map(({ path, hint }) => `${path}: ${hint}`);
    throw error;
  }
  return [];
}

describe('a word of an open list', () => {
  it.each([
    [
      'organisation: {roles: [deployer, vendor, lender]}',
      ['organisation.roles[0]', 'organisation.roles[1]'],
    ],
    [
      'data: {subject_types: [credit_applicant_company, credit_applicant_sole_trader]}',
      ['data.subject_types[0]', 'data.subject_types[1]'],
    ],
    ...[
      'customer_support',
      'content_recommendation',
      'resume_screening',
      'text_generation',
      'life_insurance_pricing',
    ].map((word): [string, string[]] => [`model: {use_case: ${word}}`, ['model.use_case']]),
    ['model: {scoring_system: machine_learned}', ['model.scoring_system']],
  ])('that is new is taken with a warning: %s', (text, paths) => {
    const { warnings } = read(text);
    expect(warnings.map(({ path }) => path)).toEqual(paths);
    expect(warnings.every(({ hint }) => hint.includes('no rule asks for it'))).toBe(true);
  });

  it.each([
    [
      'model: {use_case: personalized_pricing}',
      'model.use_case: did you mean `personalised_pricing`?',
    ],
    ['model: {use_case: ads_targeting}', 'model.use_case: did you mean `ad_targeting`?'],
    ['model: {practices: [socal_scoring]}', 'model.practices[0]: did you mean `social_scoring`?'],
    ['model: {practices: [scoial_scoring]}', 'model.practices[0]: did you mean `social_scoring`?'],
    ['model: {scoring_system: judgemental}', 'model.scoring_system: did you mean `judgmental`?'],
  ])('one slip of the hand away from a known one is refused: %s', (text, problem) => {
    expect(refusal(text)).toEqual([problem]);
  });

  it('is never refused among the roles of the organisation', () => {
    expect(refusal('organisation: {roles: [lendor, insurers]}')).toEqual([]);
  });

  it('is still asked for by a wider guess where the list is closed', () => {
    expect(refusal('model: {effect: mynoor}')).toEqual(['model.effect: did you mean `minor`?']);
  });
});

describe('empty text', () => {
  it('names nothing, so two places or features without a name are not the same one', () => {
    const { facts, warnings } = read(
      "data: {locations: [{id: '', provider: aws, region: us-east-1}, {id: '', provider: aws, region: us-west-2}]}\n" +
        "features: [{name: '', category: income}, {name: '', category: age}]",
    );
    expect(facts).toEqual({
      data: {
        locations: [
          { provider: 'aws', region: 'us-east-1' },
          { provider: 'aws', region: 'us-west-2' },
        ],
      },
      features: [{ category: 'income' }, { category: 'age' }],
    });
    expect(warnings.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['data.locations[1].id', 'features[1].name']),
    );
  });

  it('is no date, so the request has none', () => {
    const { facts, requestDate } = read("request: {id: a, date: ''}");
    expect(facts).toEqual({ request: { id: 'a' } });
    expect(requestDate).toBeNull();
  });

  it('stays where the vocabulary gives it a meaning', () => {
    expect(read("model: {scoring_system: ''}").facts).toEqual({ model: { scoring_system: '' } });
  });
});

it('ignores templates of list items at the root, with a warning', () => {
  const { facts, warnings } = read(
    'location: {purpose: hosting, nonsense: 1}\nfeature: {use: input}\nmodel: {name: a}',
  );
  expect(facts).toEqual({ model: { name: 'a' } });
  expect(warnings).toEqual([
    {
      path: 'location',
      message: '`location` describes the items of `data.locations` and states nothing',
      hint: 'list the places under `data.locations`',
    },
    {
      path: 'feature',
      message: '`feature` describes the items of `features` and states nothing',
      hint: 'list the features under `features`',
    },
  ]);
});
