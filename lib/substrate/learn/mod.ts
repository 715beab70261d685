export * from "./calibrate_temperature.ts";
export * from "./choice.ts";
export * from "./choice_model.ts";
export * from "./fit_choice_model.ts";
export * from "./measure_choices.ts";
export * from "./paired_bootstrap.ts";
export * from "./training_record.ts";
export * from "./choice_model_schema.ts";
