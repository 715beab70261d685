import Lean

/-!
Serves Lean's elaborator and kernel on standard input and output, one JSON object per line.

Trust: a proof is elaborated in a *working* environment, where tactics may do what they like, and then
judged in a *pristine* one, which holds nothing but the library and the lemmas that were judged before.
Every declaration that the proof made on its way, and the proof itself, is replayed there through the
kernel, under no option of the proof's own; its axioms and the library constants that it stands on are
read off the terms that the kernel accepted.

This build of Lean imports the library without the bodies of polymorphic functions, so this file keeps
to monomorphic recursion where other Lean code would use `for`, `++` or `map`.
-/

open Lean Meta Elab Term

namespace Checker

/-- How a request ended, besides well. -/
inductive Refusal where
  /-- It does not parse, elaborate or prove. -/
  | failed (why : String)
  /-- It uses what is not allowed. -/
  | forbidden (why : String)
  /-- It used up its heartbeats. -/
  | timeout
  /-- The state is no longer kept. -/
  | gone

/--
A theorem that must not be used, nor anything that may rest on it: what its own module declares, but for
what is shown to be independent of it, and all of the modules that import that one, at any remove.
-/
structure Barrier where
  name : Name
  module : Name
  /-- The theorem's module and those that import it. -/
  barred : NameSet

/-- Where a statement is elaborated, and where its proof is judged. -/
structure Scope where
  /-- What the scope was made from, as text. -/
  key : String
  pristine : Environment
  working : Environment
  /-- Judged lemmas, by name. -/
  lemmas : NameSet := {}
  barrier : Option Barrier := none

/-- A statement: its type and the universe levels it is about. -/
structure Statement where
  type : Expr
  levels : List Name

/-- A state of an interactive proof. -/
structure OpenState where
  id : Nat
  scope : Scope
  statement : Statement
  root : Expr
  goals : List MVarId
  saved : Term.SavedState

structure Session where
  library : Environment
  scopes : List Scope := []
  states : Array OpenState := #[]
  nextState : Nat := 0
  /-- The working environment before the theorems of a module, with the barrier that it was made for. -/
  opened : Option (Barrier × Environment) := none

/-- States kept at a time; older ones are made again from their path. -/
def maxStates : Nat := 512
/-- Scopes kept at a time. -/
def maxScopes : Nat := 6

/-- What a judged proof stands on. -/
structure Judged where
  axioms : List Name
  used : List Name

/-! ## Lists, monomorphic -/

def namesAppend : List Name → List Name → List Name
  | [], ys => ys
  | x :: xs, ys => x :: namesAppend xs ys

def goalsAppend : List MVarId → List MVarId → List MVarId
  | [], ys => ys
  | x :: xs, ys => x :: goalsAppend xs ys

def noGoals : List MVarId → Bool
  | [] => true
  | _ => false

def hasName (n : Name) : List Name → Bool
  | [] => false
  | x :: xs => if x == n then true else hasName n xs

def namesJson : List Name → List Json
  | [] => []
  | x :: xs => Json.str x.toString :: namesJson xs

def jsonNames (ns : List Name) : Json := Json.arr (namesJson ns).toArray

def constantsReversed : List ConstantInfo → List ConstantInfo → List ConstantInfo
  | [], out => out
  | x :: xs, out => constantsReversed xs (x :: out)

/-! ## What is refused on sight -/

/-- Syntax that could switch checks off, run code or leave a hole; comments and strings are not syntax. -/
def refusedKind (kind : Name) : Option String :=
  if kind == `Lean.Parser.Term.sorry || kind == `Lean.Parser.Tactic.tacticSorry then some "sorry"
  else if kind == `Lean.Parser.Tactic.tacticAdmit then some "admit"
  else if kind == `Lean.Parser.Tactic.tacticStop_ then some "stop"
  else if kind == `Lean.Parser.Term.set_option || kind == `Lean.Parser.Tactic.set_option then
    some "set_option"
  else if kind == `Lean.Parser.Tactic.nativeDecide then some "native_decide"
  else if kind == `Lean.Parser.Term.unsafe then some "unsafe"
  else if kind == `Lean.Parser.Term.byElab || kind == `Lean.Parser.Term.runElab then some "by_elab"
  else if kind == `Lean.Parser.Tactic.runTac then some "run_tac"
  else if kind == `Lean.Parser.Term.includeStr then some "include_str"
  else none

mutual
partial def refusedIn : Syntax → Option String
  | .node _ kind args =>
    match refusedKind kind with
    | some what => some what
    | none => refusedInList (isConfigItem kind) args.toList
  | _ => none

partial def refusedInList (config : Bool) : List Syntax → Option String
  | [] => none
  | stx :: rest =>
    if config && stx.getId == `native then some "native" else
    match refusedIn stx with
    | some what => some what
    | none => refusedInList config rest

partial def isConfigItem (kind : Name) : Bool :=
  kind == `Lean.Parser.Tactic.posConfigItem || kind == `Lean.Parser.Tactic.valConfigItem
end

/-! ## Running Lean -/

def messageLog : CoreM MessageLog := do return (← get).messages
def clearMessages : CoreM Unit := modify fun s => { s with messages := {} }

/-- The first error of a list, else the first message. -/
def firstError : List Message → Option Message → Option Message
  | [], seen => seen
  | m :: ms, seen =>
    match m.severity with
    | .error => some m
    | _ => firstError ms (match seen with | some s => some s | none => some m)

def firstMessage : CoreM String := do
  match firstError (← messageLog).toList none with
  | some m => m.data.toString
  | none => return "the proof is not complete"

def isTimeoutText (text : String) : Bool := text.startsWith "(deterministic) timeout"

def coreContext (heartbeats start : Nat) : Core.Context :=
  { fileName := "<proof>", fileMap := FileMap.ofString "", maxRecDepth := 512,
    maxHeartbeats := heartbeats * 1000, initHeartbeats := start,
    options := ({} : Options).setBool `Elab.async false, currNamespace := .anonymous }

/-- Runs an elaborator in a fresh state; what it throws becomes a refusal. -/
def runElab {α} (env : Environment) (heartbeats : Nat) (act : TermElabM (Except Refusal α)) :
    IO (Except Refusal α) := do
  let start ← IO.getNumHeartbeats
  let context := coreContext heartbeats start
  try
    let term ← IO.mkRef ({} : Term.State)
    let «meta» ← IO.mkRef ({} : Meta.State)
    let core ← IO.mkRef ({ env } : Core.State)
    match ← (act { errToSorry := false, declName? := some `_goal } term {} «meta» context core).toBaseIO with
    | .ok answer => return answer
    | .error e =>
      let text ← e.toMessageData.toString
      if isTimeoutText text then return .error .timeout
      return .error (.failed text)
  catch e => return .error (.failed e.toString)

def parse (category : Name) (source : String) : TermElabM (Except Refusal Syntax) := do
  match Parser.runParserCategory (← getEnv) category source with
  | .error e => return .error (.failed e)
  | .ok stx => match refusedIn stx with
    | some what => return .error (.forbidden s!"{what} is not allowed in a proof")
    | none => return .ok stx

/-- Universe names that a statement may use without declaring them. -/
def universes : List Name := [`u, `v, `w, `u_1, `u_2, `u_3, `u_4]

/-- The universe names that the terms elaborated next may use. -/
def setUniverses (names : List Name) : TermElabM Unit := do
  let state ← getThe Term.State
  set { state with levelNames := names }

/-- Names the universe levels that elaboration left open. -/
def nameLevels (e : Expr) : TermElabM Expr := do
  let e ← instantiateMVars e
  if !e.hasLevelMVar then return e
  let taken := (collectLevelParams {} e).params.toList
  let state ← getThe Meta.State
  let named := state.mctx.levelMVarToParam (fun n => hasName n taken) (fun _ => false) e `u
  set { state with mctx := named.mctx }
  return named.expr

def elabStatement (source : String) : TermElabM (Except Refusal Statement) := do
  match ← parse `term source with
  | .error e => return .error e
  | .ok stx =>
    setUniverses universes
    let type ← elabType stx
    synthesizeSyntheticMVarsNoPostponing
    let type ← nameLevels type
    if (← messageLog).hasErrors then return .error (.failed (← firstMessage))
    if type.hasMVar then return .error (.failed "the statement leaves something open")
    if type.hasSorry then return .error (.forbidden "the statement contains sorry")
    unless ← isProp type do return .error (.failed "the statement is not a proposition")
    return .ok { type, levels := (collectLevelParams {} type).params.toList }

/-! ## Judging -/

def allowedAxioms : List Name := [``propext, ``Classical.choice, ``Quot.sound]

def constantsOf (info : ConstantInfo) : List Name :=
  namesAppend info.type.getUsedConstants.toList
    (match info.value? (allowOpaque := true) with
     | some value => value.getUsedConstants.toList
     | none => [])

/-- What a walk through a proof found. -/
structure Walk where
  seen : NameSet := {}
  /-- Declarations that are not in the pristine environment, dependencies first when reversed. -/
  made : List ConstantInfo := []
  library : NameSet := {}
  axioms : NameSet := {}

/-- An axiom of the library, not a theorem or definition whose body was left at home. -/
def isAxiom (env : Environment) (n : Name) : Bool :=
  match env.find? n with
  | some (.axiomInfo _) => match getOriginalConstKind? env n with
    | some .axiom => true
    | some _ => false
    | none => true
  | some _ => false
  | none => true

partial def walk (pristine env : Environment) : List Name → Walk → Walk
  | [], w => w
  | n :: rest, w =>
    if w.seen.contains n then walk pristine env rest w else
    let w := { w with seen := w.seen.insert n }
    if pristine.contains n then
      let w := { w with library := w.library.insert n }
      walk pristine env rest (if isAxiom pristine n then { w with axioms := w.axioms.insert n } else w)
    else match env.find? n with
      | none => walk pristine env rest { w with axioms := w.axioms.insert n }
      | some info =>
        let w := match info with
          | .axiomInfo _ => { w with axioms := w.axioms.insert n }
          | _ => w
        let w := walk pristine env (constantsOf info) w
        walk pristine env rest { w with made := info :: w.made }

def firstUnallowed : List Name → Option Name
  | [] => none
  | n :: ns => if hasName n allowedAxioms then firstUnallowed ns else some n

/-- Adds declarations to the pristine environment through the kernel. -/
def replay (env : Environment) (heartbeats : Nat) : List ConstantInfo → Except Refusal Environment
  | [] => .ok env
  | info :: rest =>
    let declaration : Option Declaration := match info with
      | .thmInfo v => some (.thmDecl v)
      | .defnInfo v => match v.safety with
        | .safe => some (.defnDecl v)
        | _ => none
      | _ => none
    match declaration with
    | none => .error (.forbidden s!"the proof declares {info.name.toString}, which is neither a theorem nor a safe definition")
    | some declaration =>
      match env.addDeclCore (heartbeats * 1000).toUSize declaration none with
      | .ok env => replay env heartbeats rest
      | .error .deterministicTimeout => .error .timeout
      | .error _ => .error (.forbidden s!"the kernel rejects {info.name.toString}, which the proof made")

def moduleOf (env : Environment) (n : Name) : Option Name :=
  match env.getModuleIdxFor? n with
  | some idx => env.header.moduleNames[idx.toNat]?
  | none => none

def homeOf (env : Environment) (n : Name) : String :=
  match moduleOf env n with
  | some module => module.toString
  | none => "no module"

def isNumber (s : String) : Bool := s != "" && s.isNat

/-- Names of equations that Lean makes from a definition alone. -/
def isEquation (s : String) : Bool :=
  s == "eq_def" || s == "eq_unfold" || (s.startsWith "eq_" && isNumber (s.drop 3).toString)

/-- Theorems that Lean makes, without looking further, from the constant in whose namespace they stand. -/
def isMadeFrom (env : Environment) (n : Name) : Bool :=
  match n with
  | .str owner s => match env.find? owner with
    | some (.ctorInfo _) => s == "inj" || s == "injEq" || s == "sizeOf_spec" || s == "noConfusion"
    | some (.inductInfo _) => false
    | some _ => isEquation s
    | none => false
  | _ => false

/-- Constants of one module that a type is about: they were there before anything was said of them. -/
partial def closure (env : Environment) (module : Name) : List Name → NameSet → NameSet
  | [], seen => seen
  | n :: rest, seen =>
    if seen.contains n || moduleOf env n != some module then closure env module rest seen else
    match env.find? n with
    | none => closure env module rest seen
    | some info =>
      let more := match info with
        | .inductInfo v => v.ctors
        | .ctorInfo v => [v.induct]
        | .recInfo v => v.all
        | _ => []
      closure env module (namesAppend more (namesAppend (constantsOf info) rest)) (seen.insert n)

/--
Adds constants of the theorem's module to those that cannot rest on it: types, and definitions whose whole
text is at hand and comes down to such. Not one theorem, whose proof is not at hand, may be among it.
-/
partial def independent (env : Environment) (barrier : Barrier) : List Name → NameSet → Option NameSet
  | [], early => some early
  | n :: rest, early =>
    if n == barrier.name then none
    else if early.contains n || moduleOf env n != some barrier.module then independent env barrier rest early
    else if isMadeFrom env n && early.contains n.getPrefix then independent env barrier rest early
    else if isMadeFrom env n then independent env barrier (n.getPrefix :: rest) early
    else match env.find? n with
      | none => none
      | some info =>
        let more : Option (List Name) := match info with
          | .inductInfo v => some v.ctors
          | .ctorInfo v => some [v.induct]
          | .recInfo v => some v.all
          | .defnInfo _ => some []
          | _ => none
        match more with
        | none => none
        | some more =>
          independent env barrier (namesAppend more (namesAppend (constantsOf info) rest)) (early.insert n)

/-- The first constant that is the barrier itself or may rest on it. -/
def firstTooLate (env : Environment) (barrier : Barrier) (early lemmas : NameSet) :
    List Name → Option Name
  | [] => none
  | n :: ns =>
    if n == barrier.name then some n
    else if lemmas.contains n then firstTooLate env barrier early lemmas ns
    else match moduleOf env n with
      | none => firstTooLate env barrier early lemmas ns
      | some module =>
        if !barrier.barred.contains module then firstTooLate env barrier early lemmas ns
        else if module != barrier.module then some n
        else match independent env barrier [n] early with
          | some early => firstTooLate env barrier early lemmas ns
          | none => some n

def judge (scope : Scope) (heartbeats : Nat) (name : Name) (statement : Statement) (value : Expr) :
    TermElabM (Except Refusal (Judged × Environment)) := do
  let value ← nameLevels value
  if value.hasMVar then return .error (.failed "the proof leaves something open")
  let env ← getEnv
  let found := walk scope.pristine env
    (namesAppend statement.type.getUsedConstants.toList value.getUsedConstants.toList) {}
  match firstUnallowed found.axioms.toList with
  | some ax => return .error (.forbidden s!"the proof uses the axiom {ax.toString}")
  | none => pure ()
  let inProof := (walk scope.pristine env value.getUsedConstants.toList {}).library.toList
  match scope.barrier with
  | none => pure ()
  | some barrier =>
    let early := closure scope.pristine barrier.module statement.type.getUsedConstants.toList {}
    match firstTooLate scope.pristine barrier early scope.lemmas inProof with
    | some late => return .error (.forbidden s!"the proof uses {late.toString} of {homeOf scope.pristine late}, which is {barrier.name.toString} itself or may come after it")
    | none => pure ()
  match replay scope.pristine heartbeats (constantsReversed found.made []) with
  | .error e => return .error e
  | .ok replayed =>
    let levels := (collectLevelParams (collectLevelParams {} statement.type) value).params.toList
    let declaration := Declaration.thmDecl { name, levelParams := levels, type := statement.type, value }
    match replayed.addDeclCore (heartbeats * 1000).toUSize declaration none with
    | .error .deterministicTimeout => return .error .timeout
    | .error e => return .error (.failed (← (e.toMessageData {}).toString))
    | .ok pristine => return .ok ({ axioms := found.axioms.toList, used := inProof }, pristine)

/-- Elaborates and judges one proof. -/
def checkProof (scope : Scope) (heartbeats : Nat) (name : Name) (statement proof : String) :
    IO (Except Refusal (Judged × Environment)) :=
  runElab scope.working heartbeats do
    match ← elabStatement statement with
    | .error e => return .error e
    | .ok statement =>
      match ← parse `term proof with
      | .error e => return .error e
      | .ok stx =>
        setUniverses statement.levels
        let value ← elabTermEnsuringType stx statement.type
        synthesizeSyntheticMVarsNoPostponing
        let value ← instantiateMVars value
        if (← messageLog).hasErrors then
          let text ← firstMessage
          return .error (if isTimeoutText text then .timeout else .failed text)
        judge scope heartbeats name statement value

/-! ## Scopes -/

/-- The table that a module of the compiled library keeps for an environment extension. -/
partial def tableOf (name : Name) (tables : Array (Name × Array EnvExtensionEntry)) (i : Nat) :
    Array EnvExtensionEntry :=
  if h : i < tables.size then
    let (owner, entries) := tables[i]
    if owner == name then entries else tableOf name tables (i + 1)
  else #[]

def originName : Origin → Option Name
  | .decl name _ _ => some name
  | _ => none

/-- The theorem that an entry of the simplifier's table is about. -/
unsafe def simpName (entry : EnvExtensionEntry) : Option Name :=
  let entry : ScopedEnvExtension.Entry SimpEntry := unsafeCast entry
  match entry with
  | .global (.thm t) => originName t.origin
  | .scoped _ (.thm t) => originName t.origin
  | _ => none

def grindOriginName : Grind.Origin → Option Name
  | .decl name => some name
  | _ => none

/-- The theorem that an entry of `grind`'s table is about. -/
unsafe def grindName (entry : EnvExtensionEntry) : Option Name :=
  let entry : ScopedEnvExtension.Entry Grind.Entry := unsafeCast entry
  match entry with
  | .global (.ematch t) => grindOriginName t.origin
  | .scoped _ (.ematch t) => grindOriginName t.origin
  | _ => none

/-- Takes the theorems of a table away from the tactic that an attribute puts them into. -/
unsafe def eraseEntries (attr : AttributeImpl) (nameOf : EnvExtensionEntry → Option Name)
    (entries : Array EnvExtensionEntry) (i : Nat) : CoreM Unit := do
  if h : i < entries.size then
    match nameOf entries[i] with
    | some name => try attr.erase name catch _ => pure ()
    | none => pure ()
    eraseEntries attr nameOf entries (i + 1)

unsafe def eraseModules (simp grind : AttributeImpl) (barred : NameSet) (names : Array Name)
    (modules : Array ModuleData) (i : Nat) : CoreM Unit := do
  if h : i < modules.size then
    if barred.contains names[i]! then
      let tables := modules[i].entries
      eraseEntries simp simpName (tableOf `Lean.Meta.simpExtension tables 0) 0
      eraseEntries grind grindName (tableOf `Lean.Meta.Grind.grindExt tables 0) 0
      clearMessages
    eraseModules simp grind barred names modules (i + 1)

/--
The environment in which `simp` and `grind` do not fall back on a theorem of the barred modules, which would be refused
in the end: a tactic shall have a fair chance.
-/
unsafe def eraseBarred (env : Environment) (barred : NameSet) : IO (Except Refusal Environment) :=
  runElab env 0 do
    match getAttributeImpl env `simp, getAttributeImpl env `grind with
    | .error e, _ => return .error (.failed e)
    | _, .error e => return .error (.failed e)
    | .ok simp, .ok grind =>
      eraseModules simp grind barred env.header.moduleNames env.header.moduleData 0
      return .ok (← getEnv)

partial def namesSet (names : Array Name) (i : Nat) (out : NameSet) : NameSet :=
  if h : i < names.size then namesSet names (i + 1) (out.insert names[i]) else out

/-- Whether a module imports one of those, or one that is not here to be looked at. -/
partial def importsAny (barred known : NameSet) (imports : Array Import) (i : Nat) : Bool :=
  if h : i < imports.size then
    let module := imports[i].module
    barred.contains module || !known.contains module || importsAny barred known imports (i + 1)
  else false

/-- Adds the modules from place `i` on that import one of those; modules stand in the order of imports. -/
partial def addImporters (names : Array Name) (modules : Array ModuleData) (known : NameSet) (i : Nat)
    (barred : NameSet) : NameSet :=
  if h : i < modules.size then
    let name := names[i]!
    addImporters names modules known (i + 1)
      (if importsAny barred known modules[i].imports 0 then barred.insert name else barred)
  else barred

/-- The library as it stands before a theorem; opened once for all theorems of a module that follow each other. -/
unsafe def barrierScope (ref : IO.Ref Session) (key before : String) : IO (Except Refusal Scope) := do
  let session ← ref.get
  let library := session.library
  if before == "" then return .ok { key, pristine := library, working := library }
  let name := before.toName
  match library.getModuleIdxFor? name, moduleOf library name with
  | some idx, some module =>
    match session.opened with
    | some (barrier, working) =>
      if barrier.module == module then
        return .ok { key, pristine := library, working, barrier := some { barrier with name } }
    | none => pure ()
    let names := library.header.moduleNames
    let barred := addImporters names library.header.moduleData (namesSet names 0 {}) (idx.toNat + 1)
      (({} : NameSet).insert module)
    match ← eraseBarred library barred with
    | .error e => return .error e
    | .ok working =>
      let barrier : Barrier := { name, module, barred }
      ref.modify fun s => { s with opened := some (barrier, working) }
      return .ok { key, pristine := library, working, barrier := some barrier }
  | _, _ => return .error (.failed s!"no theorem of the library is named {before}")

/-- Judges the lemmas of a request, each in the scope of those before it. -/
partial def addLemmas (heartbeats : Nat) : List Json → Scope → IO (Except Refusal Scope)
  | [], scope => return .ok scope
  | j :: rest, scope => do
    let text (key : String) := (j.getObjValAs? String key).toOption.getD ""
    let label := text "name"
    let name := label.toName
    if label == "" || name.isAnonymous then return .error (.failed s!"{label} is not a name for a lemma")
    if scope.working.contains name then
      return .error (.forbidden s!"lemma {label}: the name is taken by the library or an earlier lemma")
    match ← checkProof scope heartbeats name (text "statement") (text "proof") with
    | .error (.failed why) => return .error (.failed s!"lemma {label}: {why}")
    | .error (.forbidden why) => return .error (.forbidden s!"lemma {label}: {why}")
    | .error e => return .error e
    | .ok (_, pristine) =>
      let made := constantsReversed (walk scope.pristine pristine [name] {}).made []
      match replay scope.working heartbeats made with
      | .error e => return .error e
      | .ok working =>
        addLemmas heartbeats rest
          { scope with pristine, working, lemmas := scope.lemmas.insert name }

/-- The scope of a request, made once for requests that ask for the same. -/
unsafe def scopeOf (ref : IO.Ref Session) (heartbeats : Nat) (j : Json) : IO (Except Refusal Scope) := do
  let before := (j.getObjValAs? String "before").toOption.getD ""
  let lemmas := match j.getObjValD "lemmas" with
    | .arr xs => xs.toList
    | _ => []
  let key := before ++ "\n" ++ (Json.arr lemmas.toArray).compress
  let session ← ref.get
  match find key session.scopes with
  | some scope => return .ok scope
  | none =>
    let start ← match find (before ++ "\n[]") session.scopes with
      | some scope => pure (Except.ok scope)
      | none => barrierScope ref (before ++ "\n[]") before
    match start with
    | .error e => return .error e
    | .ok start => match ← addLemmas heartbeats lemmas start with
      | .error e => return .error e
      | .ok scope =>
        let scope := { scope with key }
        let scopes := match lemmas with
          | [] => scope :: session.scopes
          | _ => scope :: start :: without start.key session.scopes
        ref.modify fun s => { s with scopes := cut maxScopes scopes }
        return .ok scope
where
  find (key : String) : List Scope → Option Scope
    | [] => none
    | s :: ss => if s.key == key then some s else find key ss
  without (key : String) : List Scope → List Scope
    | [] => []
    | s :: ss => if s.key == key then ss else s :: without key ss
  cut : Nat → List Scope → List Scope
    | 0, _ => []
    | _, [] => []
    | n + 1, s :: ss => s :: cut n ss

/-! ## Interactive proof -/

def printGoals : List MVarId → MetaM (List Json)
  | [] => return []
  | g :: gs => do return Json.str (toString (← Meta.ppGoal g)) :: (← printGoals gs)

def saveAll : TermElabM Term.SavedState := do
  let core ← getThe Core.State
  let «meta» ← getThe Meta.State
  return { «meta» := { core := { toState := core, passedHeartbeats := 0 }, «meta» }, «elab» := ← getThe Term.State }

def restoreAll (s : Term.SavedState) : TermElabM Unit := do
  set s.«meta».core.toState
  set s.«meta».«meta»
  set s.elab

def openStatement (scope : Scope) (heartbeats id : Nat) (statement : String) :
    IO (Except Refusal (OpenState × List Json)) :=
  runElab scope.working heartbeats do
    match ← elabStatement statement with
    | .error e => return .error e
    | .ok statement =>
      let root ← mkFreshExprSyntheticOpaqueMVar statement.type
      let goals := [root.mvarId!]
      let printed ← printGoals goals
      return .ok ({ id, scope, statement, root, goals, saved := ← saveAll }, printed)

/-- A step's answer: the new state, its goals, and the judgement where none is left. -/
def runStep (heartbeats id : Nat) (state : OpenState) (tactic : String) :
    IO (Except Refusal (OpenState × List Json × Option Judged)) :=
  runElab state.scope.working heartbeats do
    restoreAll state.saved
    clearMessages
    match state.goals with
    | [] => return .error (.failed "no goal is left")
    | main :: others =>
      -- The line break ends a comment that the tactic may close with.
      match ← parse `tactic ("(" ++ tactic ++ "\n)") with
      | .error e => return .error e
      | .ok stx =>
        setUniverses state.statement.levels
        let left ← Tactic.run main (Tactic.evalTactic stx *> Tactic.pruneSolvedGoals)
        synthesizeSyntheticMVarsNoPostponing
        if (← messageLog).hasErrors then
          let text ← firstMessage
          return .error (if isTimeoutText text then .timeout else .failed text)
        let goals := goalsAppend left others
        let printed ← printGoals goals
        let next := { state with id, goals, saved := ← saveAll }
        if !noGoals goals then return .ok (next, printed, none)
        match ← judge state.scope heartbeats `_goal state.statement state.root with
        | .error e => return .error e
        | .ok (judged, _) => return .ok (next, printed, some judged)

def keepState (ref : IO.Ref Session) (state : OpenState) : IO Unit :=
  ref.modify fun s =>
    let states := if s.states.size < maxStates then s.states.push state
      else s.states.set! (state.id % maxStates) state
    { s with states, nextState := s.nextState + 1 }

def findState (session : Session) (id : Nat) : Option OpenState :=
  match session.states[id % maxStates]? with
  | some state => if state.id == id then some state else none
  | none => none

/-! ## The library -/

def isTheorem (env : Environment) (name : Name) : Option Expr :=
  match env.find? name with
  | some (.thmInfo v) => some v.type
  | some (.axiomInfo v) => match getOriginalConstKind? env name with
    | some .thm => some v.type
    | _ => none
  | _ => none

/-- Theorems of a module from place `i` on, at most `left` of them, with their printed statements. -/
partial def listTheorems (env : Environment) (names : Array Name) (i left : Nat) (out : Array Json) :
    MetaM (Array Json × Nat) := do
  if h : i < names.size then
    if left == 0 then return (out, i)
    let name := names[i]
    if name.isInternalDetail || isPrivateName name then listTheorems env names (i + 1) left out else
    match isTheorem env name with
    | none => listTheorems env names (i + 1) left out
    | some type =>
      let printed ← ppExpr type
      let row := Json.mkObj [("name", name.toString), ("statement", printed.pretty 1000000)]
      listTheorems env names (i + 1) (left - 1) (out.push row)
  else return (out, i)

def theoremsOf (env : Environment) (idx start count : Nat) : IO (Except Refusal Json) := do
  let modules := env.header.moduleData
  if h : idx < modules.size then
    let names := modules[idx].constNames
    runElab env 0 do
      let (rows, next) ← listTheorems env names start count #[]
      return .ok (Json.mkObj [("verdict", "listed"), ("theorems", .arr rows), ("next", next),
        ("whole", decide (next ≥ names.size)), ("modules", modules.size),
        ("module", (env.header.moduleNames[idx]!).toString)])
  else return .error (.failed s!"there is no module {idx}")

/-! ## Statements as they are, whatever their variables are called -/

def levelText : Level → String
  | .zero => "0"
  | .succ l => "s" ++ levelText l
  | .max a b => "(max " ++ levelText a ++ " " ++ levelText b ++ ")"
  | .imax a b => "(imax " ++ levelText a ++ " " ++ levelText b ++ ")"
  | .param n => n.toString
  | .mvar _ => "?"

def levelTexts : List Level → String
  | [] => ""
  | l :: ls => "." ++ levelText l ++ levelTexts ls

/-- A term with de Bruijn indices for its bound variables and full names for its constants. -/
def termText : Expr → String
  | .bvar i => "#" ++ toString i
  | .fvar _ => "?"
  | .mvar _ => "?"
  | .sort l => "(Sort " ++ levelText l ++ ")"
  | .const n ls => n.toString ++ levelTexts ls
  | .app f a => "(" ++ termText f ++ " " ++ termText a ++ ")"
  | .lam _ t b _ => "(λ " ++ termText t ++ " " ++ termText b ++ ")"
  | .forallE _ t b _ => "(∀ " ++ termText t ++ " " ++ termText b ++ ")"
  | .letE _ t v b _ => "(let " ++ termText t ++ " " ++ termText v ++ " " ++ termText b ++ ")"
  | .lit (.natVal n) => toString n
  | .lit (.strVal s) => (Json.str s).compress
  | .mdata _ e => termText e
  | .proj n i e => "(" ++ n.toString ++ "." ++ toString i ++ " " ++ termText e ++ ")"

def normalForm (scope : Scope) (heartbeats : Nat) (statement : String) : IO (Except Refusal Json) :=
  runElab scope.working heartbeats do
    match ← elabStatement statement with
    | .error e => return .error e
    | .ok statement =>
      return .ok (Json.mkObj [("verdict", "normal"), ("text", termText statement.type)])

/-! ## Requests -/

def refusalJson : Refusal → Json
  | .failed why => Json.mkObj [("verdict", "failed"), ("error", Json.str why)]
  | .forbidden why => Json.mkObj [("verdict", "forbidden"), ("error", Json.str why)]
  | .timeout => Json.mkObj [("verdict", "timeout"), ("error", "heartbeats used up")]
  | .gone => Json.mkObj [("verdict", "gone")]

def judgedJson (judged : Judged) (rest : List (String × Json)) : Json :=
  Json.mkObj (("verdict", "proved") :: ("axioms", jsonNames judged.axioms)
    :: ("used", jsonNames judged.used) :: rest)

unsafe def handle (ref : IO.Ref Session) (j : Json) : IO Json := do
  let heartbeats := (j.getObjValAs? Nat "heartbeats").toOption.getD 200000
  let text (key : String) := (j.getObjValAs? String key).toOption.getD ""
  let op := text "op"
  if op == "check" then
    match ← scopeOf ref heartbeats j with
    | .error e => return refusalJson e
    | .ok scope => match ← checkProof scope heartbeats `_goal (text "statement") (text "proof") with
      | .error e => return refusalJson e
      | .ok (judged, _) => return judgedJson judged []
  else if op == "new" then
    match ← scopeOf ref heartbeats j with
    | .error e => return refusalJson e
    | .ok scope =>
      match ← openStatement scope heartbeats (← ref.get).nextState (text "statement") with
      | .error e => return refusalJson e
      | .ok (state, goals) =>
        keepState ref state
        return Json.mkObj [("verdict", "open"), ("state", state.id), ("goals", .arr goals.toArray)]
  else if op == "step" then
    match findState (← ref.get) ((j.getObjValAs? Nat "state").toOption.getD 0) with
    | none => return refusalJson .gone
    | some state =>
      match ← runStep heartbeats (← ref.get).nextState state (text "tactic") with
      | .error e => return refusalJson e
      | .ok (state, goals, judged) =>
        keepState ref state
        let rest := [("state", (state.id : Json)), ("goals", Json.arr goals.toArray)]
        match judged with
        | none => return Json.mkObj (("verdict", "open") :: rest)
        | some judged => return judgedJson judged rest
  else if op == "normalise" then
    match ← scopeOf ref heartbeats j with
    | .error e => return refusalJson e
    | .ok scope => match ← normalForm scope heartbeats (text "statement") with
      | .error e => return refusalJson e
      | .ok answer => return answer
  else if op == "theorems" then
    let number (key : String) := (j.getObjValAs? Nat key).toOption.getD 0
    match ← theoremsOf (← ref.get).library (number "module") (number "from") (number "count") with
    | .error e => return refusalJson e
    | .ok answer => return answer
  else if op == "reset" then
    ref.modify fun s => { s with states := #[], scopes := [], nextState := 0 }
    return Json.mkObj [("verdict", "done")]
  else return refusalJson (.failed s!"unknown request {op}")

unsafe def serve (input output : IO.FS.Stream) (ref : IO.Ref Session) : IO Unit := do
  let line ← input.getLine
  -- The end of the input is the end of the caller.
  if line.isEmpty then IO.Process.exit 0
  let start ← IO.getNumHeartbeats
  let reply ← match Json.parse line with
    | .ok j => do
      let reply ← try handle ref j catch e => pure (refusalJson (.failed e.toString))
      pure (reply.setObjVal! "id" (j.getObjValD "id"))
    | .error e => pure (refusalJson (.failed e))
  let used := ((← IO.getNumHeartbeats) - start) / 1000
  output.putStrLn (reply.setObjVal! "heartbeats" (toJson used)).compress
  output.flush
  serve input output ref

end Checker

public unsafe def main (_ : List String) : IO Unit := do
  let output ← IO.getStdout
  let input ← IO.getStdin
  initSearchPath (← findSysroot)
  enableInitializersExecution
  let library ← importModules #[{ module := `Init }] {} (trustLevel := 0) (leakEnv := true)
    (loadExts := true) (level := .exported)
  let ref ← IO.mkRef ({ library } : Checker.Session)
  output.putStrLn (Json.mkObj [("ready", true), ("version", Lean.versionStringCore), ("commit", Lean.githash)]).compress
  output.flush
  Checker.serve input output ref
