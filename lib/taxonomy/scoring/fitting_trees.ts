/** Synsets of WordNet 3.1 by the offset in `data.noun`, with names for reports. */
export type NamedSynsets = Readonly<Record<string, string>>;

/**
 * The tops of the sub-trees that weights of evidence are fitted on, tuned on and tried on; none of their concepts
 * stands above or below the fields of study that taxonomies are scored against, nor in two of the three sets.
 */
export const FITTING_TREES: {
  /** Weights are fitted to these. */
  readonly fitted: NamedSynsets;
  /** What is chosen besides, is chosen by the scores on these. */
  readonly tuned: NamedSynsets;
  /** Nothing is chosen by these: what to expect of texts that nobody saw. */
  readonly heldOut: NamedSynsets;
} = {
  fitted: {
    sport: "00524569",
    disease: "14093842",
    game: "00456623",
    crime: "00767761",
    doctrine: "05952149",
    measuringInstrument: "03739416",
    furniture: "03410635",
    building: "02916498",
    fabric: "03314753",
    legalDocument: "06491336",
    art: "02746552",
    mentalDisorder: "14107272",
    religion: "05955536",
    literaryWork: "06375736",
    dish: "07572999",
    tool: "04459089",
  },
  tuned: {
    tube: "05253854",
    way: "04571984",
    radiation: "11519684",
    entertainer: "09639952",
    transaction: "01108713",
    medium: "06264799",
    writtenSymbol: "06830481",
    structure: "05734290",
    magnitude: "05097645",
    gymnospermousTree: "13129421",
    mollusk: "01943377",
    changeOfIntegrity: "00376871",
    care: "00656128",
    restraint: "04088956",
    externalBodyPart: "05232383",
    movement: "07324399",
    geologicalFormation: "09310874",
    demeanor: "04904939",
    nonaccomplishment: "00067036",
    geographicPoint: "08596234",
    emotion: "07495208",
    award: "06709228",
    employee: "10073616",
    contest: "07470961",
  },
  heldOut: {
    musicalInstrument: "03806455",
    vehicle: "04531608",
    language: "06293304",
    drug: "03252323",
  },
};
