//! The texts of the command line in both languages, by their English, as clap has them.

use super::Bilingual;

/// Each text, once.
pub(super) const TEXTS: &[Bilingual] = &[
    Bilingual::new(
        "General terms and conditions as data: exact, cited decisions on cancelling, withdrawing, paying and ending",
        "Algemene voorwaarden als gegevens: precieze beslissingen met bronnen over annuleren, herroepen, betalen en beëindigen",
    ),
    Bilingual::new(
        "General terms and conditions as data: exact, cited decisions",
        "Algemene voorwaarden als gegevens: precieze beslissingen met bronnen",
    ),
    Bilingual::new(
        "Use the policy files in DIR instead of the five that are built in",
        "Gebruik de beleidsbestanden in DIR in plaats van de vijf ingebouwde",
    ),
    Bilingual::new(
        "Decide: one request as JSON, or many, one on each line",
        "Beslis: één verzoek als JSON, of veel, één per regel",
    ),
    Bilingual::new(
        "Be asked what a policy reads for a question, in words, and see the answer",
        "Beantwoord in woorden wat een beleid voor een vraag leest, en zie het antwoord",
    ),
    Bilingual::new(
        "Decide the rows of a Parquet file into another, with the program `clausula-batch`",
        "Beslis de rijen van een Parquet-bestand in een ander, met het programma `clausula-batch`",
    ),
    Bilingual::new("Show a worked decision, with its reasons", "Toon een uitgewerkte beslissing, met de redenen"),
    Bilingual::new(
        "Show what cancelling, or another date, costs at every moment",
        "Toon wat annuleren, of een andere datum, op elk tijdstip kost",
    ),
    Bilingual::new(
        "Show everything that the customer can do at one moment, the best first",
        "Toon alles wat de klant op één tijdstip kan doen, het beste eerst",
    ),
    Bilingual::new("Run case files against the policies", "Probeer bestanden met gevallen op het beleid"),
    Bilingual::new(
        "Prove invariants of policy files, and hold them against mandatory law",
        "Bewijs eigenschappen van beleidsbestanden, en toets ze aan dwingend recht",
    ),
    Bilingual::new(
        "Accept findings of a policy file, with a reason and a seal",
        "Aanvaard bevindingen over een beleidsbestand, met een reden en een zegel",
    ),
    Bilingual::new(
        "Tell where two versions of a policy decide differently",
        "Zeg waar twee versies van een beleid anders beslissen",
    ),
    Bilingual::new("List the policies that are loaded", "Noem het geladen beleid"),
    Bilingual::new(
        "List the facts that a policy reads for a question",
        "Noem de gegevens die een beleid voor een vraag leest",
    ),
    Bilingual::new(
        "List the statutory figures and rules, and since when they hold",
        "Noem de wettelijke cijfers en regels, en sinds wanneer zij gelden",
    ),
    Bilingual::new(
        "Tell what a rule or a code means, what it rests on, and what to do",
        "Zeg wat een regel of code betekent, waarop die berust en wat te doen",
    ),
    Bilingual::new(
        "Write a first policy file and its cases, from a few questions",
        "Schrijf een eerste beleidsbestand met gevallen, uit een paar vragen",
    ),
    Bilingual::new("Print the format of policy files", "Geef het formaat van beleidsbestanden"),
    Bilingual::new("Serve decisions over gRPC", "Dien beslissingen op over gRPC"),
    Bilingual::new("Read and check a decision log", "Lees en controleer een logboek van beslissingen"),
    Bilingual::new(
        "Decide a decision log again, as it was or under other terms",
        "Beslis een logboek opnieuw, zoals het was of onder andere voorwaarden",
    ),
    Bilingual::new("Print completions for a shell", "Geef aanvullingen voor een shell"),
    Bilingual::new("Write the pages of the manual for `man`", "Schrijf de bladzijden van de handleiding voor `man`"),
    Bilingual::new("English", "Engels"),
    Bilingual::new("Dutch", "Nederlands"),
    Bilingual::new("For a person", "Voor een mens"),
    Bilingual::new("For a program", "Voor een programma"),
    Bilingual::new("For a person who wants the reasons", "Voor wie de redenen wil weten"),
    Bilingual::new("A letter to the customer, in plain words", "Een brief aan de klant, in gewone woorden"),
    Bilingual::new("The letter as a page, for print", "De brief als bladzijde, om af te drukken"),
    Bilingual::new("The deadlines, for a calendar", "De termijnen, voor een agenda"),
    Bilingual::new("Examples:", "Voorbeelden:"),
    Bilingual::new("a worked decision, with its reasons", "een uitgewerkte beslissing, met de redenen"),
    Bilingual::new("be asked in words, and see the answer", "vragen in woorden, en het antwoord"),
    Bilingual::new("a request to edit", "een verzoek om te bewerken"),
    Bilingual::new("its decision, for a person", "de beslissing, voor een mens"),
    Bilingual::new("many requests, one on each line", "veel verzoeken, één per regel"),
    Bilingual::new("the same over columns, by the million", "hetzelfde over kolommen, bij miljoenen"),
    Bilingual::new("what cancelling costs, and until when", "wat annuleren kost, en tot wanneer"),
    Bilingual::new(
        "what else the customer can do, the cheapest first",
        "wat de klant nog meer kan doen, het goedkoopste eerst",
    ),
    Bilingual::new("what to know before asking", "wat u moet weten voor u vraagt"),
    Bilingual::new("case files, and what they do not try", "gevallen, en wat zij niet proberen"),
    Bilingual::new("proofs, and the compliance check", "bewijzen, en de toets aan het recht"),
    Bilingual::new("a first policy file, from a few questions", "een eerste beleidsbestand, uit een paar vragen"),
    Bilingual::new("what a rule or a code means, and what to do", "wat een regel of code betekent, en wat te doen"),
    Bilingual::new("seal what the files accept, as it is now", "verzegel wat de bestanden aanvaarden, zoals het nu is"),
    Bilingual::new("what a new version changes, for whom", "wat een nieuwe versie verandert, voor wie"),
    Bilingual::new("the same over gRPC", "hetzelfde over gRPC"),
    Bilingual::new("what new terms would have changed, in euros", "wat nieuwe voorwaarden hadden veranderd, in euro's"),
    Bilingual::new(
        "Exit codes: 0 fine, 1 the input or a policy falls short, 2 the command line is wrong. A reading of public texts for software, not legal advice.",
        "Afsluitcodes: 0 goed, 1 de invoer of het beleid schiet tekort, 2 de opdrachtregel klopt niet. Een lezing van openbare teksten voor software, geen juridisch advies.",
    ),
    Bilingual::new(
        "The file with the request; standard input without one, or for `-`",
        "Het bestand met het verzoek; zonder bestand, of bij `-`, de standaardinvoer",
    ),
    Bilingual::new(
        "Read a request from each line, and write each answer to a line, in the same order",
        "Lees van elke regel een verzoek, en schrijf elk antwoord op een regel, in dezelfde volgorde",
    ),
    Bilingual::new("As what to print the decision", "Als wat de beslissing wordt gegeven"),
    Bilingual::new(
        "The language of explanations and messages, instead of the one that the request asks for",
        "De taal van uitleg en meldingen, in plaats van die van het verzoek",
    ),
    Bilingual::new(
        "How many lines to answer at the same time [default: the number of cores]",
        "Hoeveel regels tegelijk te beantwoorden [standaard: het aantal kernen]",
    ),
    Bilingual::new(
        "Print a request to edit, for a question, and stop",
        "Geef een verzoek om te bewerken, voor een vraag, en stop",
    ),
    Bilingual::new("a first decision", "een eerste beslissing"),
    Bilingual::new("the decision as JSON", "de beslissing als JSON"),
    Bilingual::new("for a person, in Dutch", "voor een mens, in het Nederlands"),
    Bilingual::new("what the customer can be sent", "wat u de klant kunt sturen"),
    Bilingual::new("the same, for print", "hetzelfde, om af te drukken"),
    Bilingual::new("the deadlines, for a calendar", "de termijnen, voor een agenda"),
    Bilingual::new("many, one on each line, in order", "veel, één per regel, op volgorde"),
    Bilingual::new(
        "With --lines a request without a decision gives a line {\"error\": ...}, and exit code 1 at the end; blank lines are skipped. A request is a `clausula.v1.EvaluateRequest` in the JSON of protobuf, of at most 1 MiB; with \"detail\": \"DETAIL_AMOUNTS\" it is answered faster, without explanation.",
        "Met --lines geeft een verzoek zonder beslissing een regel {\"error\": ...}, en aan het eind code 1; lege regels worden overgeslagen. Een verzoek is een `clausula.v1.EvaluateRequest` in de JSON van protobuf, van hoogstens 1 MiB; met \"detail\": \"DETAIL_AMOUNTS\" gaat het sneller, zonder uitleg.",
    ),
    Bilingual::new("The policy; asked for where none is named", "Het beleid; zonder naam wordt ernaar gevraagd"),
    Bilingual::new(
        "The question, as in `cancellation`; asked for where none is named",
        "De vraag, zoals `cancellation`; zonder naam wordt ernaar gevraagd",
    ),
    Bilingual::new(
        "The version [default: the one in force when the contract was concluded]",
        "De versie [standaard: die gold toen de overeenkomst werd gesloten]",
    ),
    Bilingual::new("Leave mandatory law aside", "Laat dwingend recht buiten beschouwing"),
    Bilingual::new(
        "Write the request to this file, to ask it again with `clausula evaluate`",
        "Schrijf het verzoek naar dit bestand, om het met `clausula evaluate` opnieuw te vragen",
    ),
    Bilingual::new("As what to print the answer", "Als wat het antwoord wordt gegeven"),
    Bilingual::new("The language of questions and answers", "De taal van vragen en antwoorden"),
    Bilingual::new("which policy and question are asked, too", "naar het beleid en de vraag wordt ook gevraagd"),
    Bilingual::new("in Dutch", "in het Nederlands"),
    Bilingual::new("and keep the request, for `clausula evaluate`", "en bewaar het verzoek, voor `clausula evaluate`"),
    Bilingual::new(
        "Moments are read as people write them (\"31 July 2026 17:31\", \"31-7-2026 17.31\"), on the clock of the policy; amounts, too (\"1,250.00\", \"1.250,00\"). What is left empty is as the question says. Answers may be piped in, one on each line: what comes after the last one is left empty.",
        "Tijdstippen schrijft u zoals u gewend bent (\"31 juli 2026 17:31\", \"31-7-2026 17.31\"), op de klok van het beleid; bedragen ook (\"1.250,00\"). Wat u leeg laat, is zoals de vraag zegt. Antwoorden kunnen uit een pijp komen, één per regel: wat na de laatste komt, blijft leeg.",
    ),
    Bilingual::new("The language of texts", "De taal van de teksten"),
    Bilingual::new("what a cancellation costs, and why", "wat een annulering kost, en waarom"),
    Bilingual::new("the same in Dutch", "hetzelfde in het Nederlands"),
    Bilingual::new(
        "Also write a chart to this file; for `-` to standard output, and nothing else",
        "Schrijf ook een tekening naar dit bestand; bij `-` naar de standaarduitvoer, en niets anders",
    ),
    Bilingual::new("Draw the chart for a narrow screen", "Teken voor een smal scherm"),
    Bilingual::new("For a person or for a program", "Voor een mens of voor een programma"),
    Bilingual::new(
        "Which notice, instead of the one that the request is about",
        "Welk bericht, in plaats van dat waarover het verzoek gaat",
    ),
    Bilingual::new(
        "The day or moment to mark, as in 2026-08-15 or \"15 August 2026 17:31\" [default: now]",
        "De dag of het tijdstip om aan te geven, zoals 2026-08-15 of \"15 augustus 2026 17:31\" [standaard: nu]",
    ),
    Bilingual::new(
        "The language of texts, instead of the one that the request asks for",
        "De taal van de teksten, in plaats van die van het verzoek",
    ),
    Bilingual::new("The customer cancels", "De klant annuleert"),
    Bilingual::new("The customer asks for another date", "De klant vraagt om een andere datum"),
    Bilingual::new("a table and a bar for each window", "een tabel en een balk voor elk tijdvak"),
    Bilingual::new("and a chart, for light and dark pages", "en een tekening, voor lichte en donkere bladzijden"),
    Bilingual::new("with that day marked instead of today", "met die dag aangegeven in plaats van vandaag"),
    Bilingual::new("what another date costs", "wat een andere datum kost"),
    Bilingual::new("windows with their instants, for a program", "tijdvakken met hun tijdstippen, voor een programma"),
    Bilingual::new(
        "The request is one for `clausula evaluate`, whose moment is ignored, or a `clausula.v1.QuoteCancellationRequest`.",
        "Het verzoek is er een voor `clausula evaluate`, waarvan het tijdstip niet telt, of een `clausula.v1.QuoteCancellationRequest`.",
    ),
    Bilingual::new(
        "The day or moment, as in 2026-08-15 or \"15 August 2026 17:31\", instead of the one that the request is about",
        "De dag of het tijdstip, zoals 2026-08-15 of \"15 augustus 2026 17:31\", in plaats van dat van het verzoek",
    ),
    Bilingual::new(
        "what else the customer could do, the cheapest first",
        "wat de klant nog meer kon doen, het goedkoopste eerst",
    ),
    Bilingual::new("at another moment", "op een ander tijdstip"),
    Bilingual::new("the decisions, for a program", "de beslissingen, voor een programma"),
    Bilingual::new(
        "The request is one for `clausula evaluate`, whose moment is taken, or a `clausula.v1.CompareOptionsRequest`.",
        "Het verzoek is er een voor `clausula evaluate`, waarvan het tijdstip telt, of een `clausula.v1.CompareOptionsRequest`.",
    ),
    Bilingual::new(
        "Case files, and directories with files `*.cases.toml`. Policy files in these directories are what is tested, unless `--policies` names others; without any it is the built-in policies",
        "Bestanden met gevallen, en mappen met bestanden `*.cases.toml`. Getest wordt het beleid in die mappen, tenzij `--policies` ander beleid noemt; zonder dat het ingebouwde beleid",
    ),
    Bilingual::new(
        "Also tell how far the cases cover the clauses and their boundaries",
        "Zeg ook hoe ver de gevallen de bepalingen en hun grenzen dekken",
    ),
    Bilingual::new(
        "Change the policies as a careless author would, one place at a time, and tell which changes no case notices",
        "Verander het beleid zoals een slordige schrijver zou doen, steeds op één plaats, en zeg welke wijzigingen geen geval opmerkt",
    ),
    Bilingual::new(
        "Write cases to be checked into this directory, a file for each policy: for what no case tries, and for the changes of --mutate that no case notices. They do not pass before `unchecked` is taken out of them",
        "Schrijf gevallen om na te kijken in deze map, een bestand per beleid: voor wat geen geval probeert, en voor de wijzigingen van --mutate die geen geval opmerkt. Zij slagen pas als `unchecked` eruit is",
    ),
    Bilingual::new(
        "Fail when the cases reach less than so many percent of what there is to try, or with --mutate notice less than so many percent of the changes; without --mutate implies --coverage",
        "Eindig met een fout als de gevallen minder dan zoveel procent bereiken van wat te proberen is, of met --mutate minder dan zoveel procent van de wijzigingen opmerken; zonder --mutate hoort hier --coverage bij",
    ),
    Bilingual::new("Show the reasoning where a case fails", "Toon de redenering als een geval mislukt"),
    Bilingual::new(
        "For a person or for a program; lcov is the coverage alone",
        "Voor een mens of voor een programma; lcov is alleen de dekking",
    ),
    Bilingual::new("Write the report to this file", "Schrijf het verslag naar dit bestand"),
    Bilingual::new("One object", "Eén object"),
    Bilingual::new("JUnit XML, for build servers", "JUnit XML, voor bouwservers"),
    Bilingual::new("An LCOV tracefile of the policy files", "Een LCOV-bestand van de beleidsbestanden"),
    Bilingual::new(
        "every *.cases.toml in it and below, with the policies there",
        "elk *.cases.toml erin en eronder, met het beleid daar",
    ),
    Bilingual::new("with the built-in policies", "met het ingebouwde beleid"),
    Bilingual::new("with policies from elsewhere", "met beleid van elders"),
    Bilingual::new("with the reasoning where a case fails", "met de redenering als een geval mislukt"),
    Bilingual::new("what no case tries, by clause and line", "wat geen geval probeert, per bepaling en regel"),
    Bilingual::new("which slips of an author no case would notice", "welke vergissingen geen geval zou opmerken"),
    Bilingual::new(
        "cases for what is not tried, for a person to check",
        "gevallen voor wat niet is geprobeerd, om na te kijken",
    ),
    Bilingual::new("for a build server", "voor een bouwserver"),
    Bilingual::new("coverage, for an editor", "de dekking, voor een editor"),
    Bilingual::new(
        "Policy files, and directories with files `*.toml`; case files are left out",
        "Beleidsbestanden, en mappen met bestanden `*.toml`; bestanden met gevallen tellen niet mee",
    ),
    Bilingual::new(
        "Fail on findings at least as serious: critical, high, medium or information, or their first letters",
        "Eindig met een fout bij bevindingen die minstens zo ernstig zijn: critical, high, medium of information, of hun eerste letters",
    ),
    Bilingual::new(
        "Tell what is accepted too, and the counts of each file",
        "Noem ook wat is aanvaard, en de aantallen van elk bestand",
    ),
    Bilingual::new(
        "Leave out of the SARIF log what the policy accepts: some platforms show what is suppressed as open",
        "Laat uit het SARIF-verslag wat het beleid aanvaardt: sommige platforms tonen dat als open",
    ),
    Bilingual::new(
        "The day whose figures count and on which acceptances must hold, as in 2027-01-01 [default: today]",
        "De dag waarvan de cijfers tellen en waarop aanvaardingen moeten gelden, zoals 2027-01-01 [standaard: vandaag]",
    ),
    Bilingual::new("The language of messages", "De taal van de meldingen"),
    Bilingual::new(
        "Also try every property on so many random requests for each policy",
        "Probeer elke eigenschap ook op zoveel willekeurige verzoeken per beleid",
    ),
    Bilingual::new("Another number draws other requests", "Een ander getal geeft andere verzoeken"),
    Bilingual::new("For a person: each finding with its place", "Voor een mens: elke bevinding met haar plaats"),
    Bilingual::new(
        "One object, as `PolicyService.VerifyPolicy` gives it",
        "Eén object, zoals `PolicyService.VerifyPolicy` het geeft",
    ),
    Bilingual::new("SARIF 2.1.0, for code scanning", "SARIF 2.1.0, voor codescans"),
    Bilingual::new("every *.toml in it and below", "elk *.toml erin en eronder"),
    Bilingual::new("fail only on what is serious", "alleen een fout bij wat ernstig is"),
    Bilingual::new("what is accepted too, and each file's counts", "ook wat is aanvaard, en de aantallen per bestand"),
    Bilingual::new("for code scanning", "voor codescans"),
    Bilingual::new("which acceptances run out by then", "welke aanvaardingen dan aflopen"),
    Bilingual::new(
        "Severities: C void or against mandatory law, H presumed unfair or risky, M doubtful, I information. A finding that the policy accepts, with a reason and a date that has not passed, denies nothing.",
        "Ernst: C nietig of in strijd met dwingend recht, H vermoedelijk oneerlijk of riskant, M twijfelachtig, I ter informatie. Een bevinding die het beleid aanvaardt, met een reden en een datum die niet voorbij is, houdt niets tegen.",
    ),
    Bilingual::new(
        "Policy files, and directories with files `*.toml`; one file when a rule is named",
        "Beleidsbestanden, en mappen met bestanden `*.toml`; één bestand als een regel wordt genoemd",
    ),
    Bilingual::new(
        "Accept the findings of this rule, as in TERM-FEE; without it, the seals of all acceptances are renewed",
        "Aanvaard de bevindingen van deze regel, zoals TERM-FEE; zonder regel worden de zegels van alle aanvaardingen vernieuwd",
    ),
    Bilingual::new("Only at this clause", "Alleen bij deze bepaling"),
    Bilingual::new(
        "Only those with these words in their English message",
        "Alleen die met deze woorden in de Engelse melding",
    ),
    Bilingual::new("Why", "Waarom"),
    Bilingual::new(
        "The last day on which it holds, as in 2027-12-31",
        "De laatste dag waarop zij geldt, zoals 2027-12-31",
    ),
    Bilingual::new(
        "renew the seals of all acceptances, and say what changed",
        "vernieuw de zegels van alle aanvaardingen, en zeg wat veranderde",
    ),
    Bilingual::new(
        "An acceptance holds for the findings and their clauses as they were when it was sealed: anything else reopens them. The rest of the file stays as it is, comments too. Read what changed before you renew.",
        "Een aanvaarding geldt voor de bevindingen en hun bepalingen zoals die waren toen zij werd verzegeld: al het andere opent ze weer. De rest van het bestand blijft zoals het is, ook opmerkingen. Lees wat veranderde voor u vernieuwt.",
    ),
    Bilingual::new(
        "The version to compare from: a policy file, or ID or ID@VERSION of one that is loaded",
        "De versie om van uit te gaan: een beleidsbestand, of ID of ID@VERSIE van geladen beleid",
    ),
    Bilingual::new("The version to compare with", "De versie om mee te vergelijken"),
    Bilingual::new(
        "End with 1 where the two decide differently, or something was not compared",
        "Eindig met 1 als de twee anders beslissen, of iets niet is vergeleken",
    ),
    Bilingual::new(
        "One object, as `PolicyService.ComparePolicies` gives it",
        "Eén object, zoals `PolicyService.ComparePolicies` het geeft",
    ),
    Bilingual::new("For a pull request", "Voor een pull request"),
    Bilingual::new("what changes, for whom, by how much", "wat verandert, voor wie, hoeveel"),
    Bilingual::new("a policy that is loaded, and a file", "geladen beleid, en een bestand"),
    Bilingual::new("two versions that are loaded", "twee geladen versies"),
    Bilingual::new("for a pull request", "voor een pull request"),
    Bilingual::new("ends with 1 where they differ", "eindigt met 1 als zij verschillen"),
    Bilingual::new("The clauses of this policy", "De bepalingen van dit beleid"),
    Bilingual::new("Of this version [default: the latest]", "Van deze versie [standaard: de laatste]"),
    Bilingual::new("Print the text of the policy file", "Geef de tekst van het beleidsbestand"),
    Bilingual::new("The language of summaries", "De taal van de samenvattingen"),
    Bilingual::new("all of them", "alle"),
    Bilingual::new(
        "its clauses: article, questions, form, summary",
        "de bepalingen: artikel, vragen, vorm, samenvatting",
    ),
    Bilingual::new("its file, to start another one from", "het bestand, om een ander mee te beginnen"),
    Bilingual::new("those in a directory of your own", "die in een eigen map"),
    Bilingual::new("for a program", "voor een programma"),
    Bilingual::new("The policy", "Het beleid"),
    Bilingual::new("The question, as in `cancellation`", "De vraag, zoals `cancellation`"),
    Bilingual::new("The version [default: the latest]", "De versie [standaard: de laatste]"),
    Bilingual::new(
        "Only for these customers: `consumer` or `business`",
        "Alleen voor deze klanten: `consumer` of `business`",
    ),
    Bilingual::new(
        "Only for this product, a type as in `event` or one of the policy's own",
        "Alleen voor dit product, een soort zoals `event` of een van het beleid zelf",
    ),
    Bilingual::new("for one product, in Dutch", "voor één product, in het Nederlands"),
    Bilingual::new(
        "The jurisdiction, as policies name it [default: all]",
        "Het recht, zoals beleid het noemt [standaard: alle]",
    ),
    Bilingual::new("The language of texts; JSON has both", "De taal van de teksten; JSON heeft beide"),
    Bilingual::new(
        "the figures and rules of each jurisdiction, for a person",
        "de cijfers en regels van elk recht, voor een mens",
    ),
    Bilingual::new("of one", "van één"),
    Bilingual::new(
        "The rule or the code, as in TERM-FEE or may-be-annulled; without one all are listed",
        "De regel of de code, zoals TERM-FEE of may-be-annulled; zonder worden alle genoemd",
    ),
    Bilingual::new(
        "Print the example alone: a policy of a rule, a request of a finding or an assumption",
        "Geef alleen het voorbeeld: een beleid bij een regel, een verzoek bij een bevinding of aanname",
    ),
    Bilingual::new(
        "With --example: print the policy under which the request is decided, where it is none of the built-in ones",
        "Met --example: geef het beleid waaronder het verzoek wordt beslist, als dat geen ingebouwd is",
    ),
    Bilingual::new("every rule and code, by kind", "elke regel en code, per soort"),
    Bilingual::new("a rule of the compliance check", "een regel van de toets"),
    Bilingual::new("a finding of decisions, in Dutch", "een bevinding van beslissingen, in het Nederlands"),
    Bilingual::new(
        "a rule of mandatory law that decisions apply",
        "een regel van dwingend recht die beslissingen toepassen",
    ),
    Bilingual::new("a fault that the loader reports", "een fout die de lader meldt"),
    Bilingual::new(
        "a policy that the rule reports, for `clausula verify shop.toml`",
        "een beleid dat de regel meldt, voor `clausula verify shop.toml`",
    ),
    Bilingual::new(
        "The provider's trade name; without it everything is asked",
        "De handelsnaam van de aanbieder; zonder naam wordt alles gevraagd",
    ),
    Bilingual::new(
        "The policy's id [default: the name in small letters, with hyphens]",
        "Het kenmerk van het beleid [standaard: de naam in kleine letters, met koppeltekens]",
    ),
    Bilingual::new(
        "The first day on which the terms are in force, which names the version [default: none, `undated`]",
        "De eerste dag waarop de voorwaarden gelden, die de versie een naam geeft [standaard: geen, `undated`]",
    ),
    Bilingual::new(
        "The law that applies: NL, EU or none [default: NL]",
        "Het recht dat geldt: NL, EU of none [standaard: NL]",
    ),
    Bilingual::new(
        "The calendar of holidays, as in NL or DE-BY [default: NL]",
        "De kalender van feestdagen, zoals NL of DE-BY [standaard: NL]",
    ),
    Bilingual::new(
        "The currency, by its ISO 4217 code [default: EUR]",
        "De munt, met de code van ISO 4217 [standaard: EUR]",
    ),
    Bilingual::new(
        "What is sold, parted by commas, as in event,coaching [default: event]",
        "Wat wordt verkocht, met komma's, zoals event,coaching [standaard: event]",
    ),
    Bilingual::new(
        "What cancelling costs, by days before the start, parted by commas [default: 14=0,0=costs]",
        "Wat annuleren kost, naar dagen voor de start, met komma's [standaard: 14=0,0=costs]",
    ),
    Bilingual::new(
        "For how many days a consumer may withdraw, at least 14; or none [default: 14]",
        "Hoeveel dagen een consument kan herroepen, minstens 14; of none [standaard: 14]",
    ),
    Bilingual::new(
        "Within how many days an invoice is to be paid [default: 14]",
        "Binnen hoeveel dagen een rekening moet zijn betaald [standaard: 14]",
    ),
    Bilingual::new("Where to write the files", "Waar de bestanden komen"),
    Bilingual::new(
        "The language of questions and of the comments in the files",
        "De taal van vragen en van opmerkingen in de bestanden",
    ),
    Bilingual::new("be asked, and get a first file", "vragen, en een eerste bestand"),
    Bilingual::new(
        "without questions: what is not said is as below",
        "zonder vragen: wat niet is gezegd, is zoals hieronder",
    ),
    Bilingual::new(
        "Two files are written, below DIR: the policy, as ID/VERSION.toml, and its cases, as ID/cases/first.cases.toml. Nothing is ever written over. A tier is DAYS=PERCENT: from so many days before the start on, cancelling costs so much of the price; or DAYS=costs: the delivered part and the costs made. The last is 0=...: until the start and after it.",
        "Onder DIR komen twee bestanden: het beleid, als ID/VERSIE.toml, en de gevallen, als ID/cases/first.cases.toml. Er wordt nooit iets overschreven. Een trede is DAGEN=PERCENTAGE: vanaf zoveel dagen voor de start kost annuleren zoveel van de prijs; of DAGEN=costs: het geleverde deel en de gemaakte kosten. De laatste is 0=...: tot de start en erna.",
    ),
    Bilingual::new(
        "The directory of a decision log, or a file of exported records",
        "De map van een logboek, of een bestand met uitgevoerde records",
    ),
    Bilingual::new(
        "The directory of the log whose store has the policies, where they are not beside the records",
        "De map van het logboek dat het beleid bewaart, als dat niet bij de records ligt",
    ),
    Bilingual::new(
        "Decide under the new version in force at conclusion, instead of the newest of the policy",
        "Beslis onder de nieuwe versie die bij het sluiten gold, in plaats van de nieuwste",
    ),
    Bilingual::new(
        "End with 1 where anything changes, announced or not",
        "Eindig met 1 als er iets verandert, aangekondigd of niet",
    ),
    Bilingual::new("whether every decision comes out the same", "of elke beslissing gelijk uitkomt"),
    Bilingual::new("and what the terms in new/ would have decided", "en wat de voorwaarden in new/ hadden beslist"),
    Bilingual::new("a sample in the repository, for CI", "een steekproef in de repository, voor CI"),
    Bilingual::new(
        "Ends with 1 where a decision does not come out the same, or new terms change one in a way that `clausula compare` does not tell of. Customers are taken to do the same under other terms.",
        "Eindigt met 1 als een beslissing niet gelijk uitkomt, of nieuwe voorwaarden er een veranderen zoals `clausula compare` niet meldt. Aangenomen wordt dat klanten onder andere voorwaarden hetzelfde doen.",
    ),
    Bilingual::new(
        "The language of help and faults; the format itself is in English",
        "De taal van hulp en fouten; de beschrijving zelf is in het Engels",
    ),
    Bilingual::new(
        "The language of help and faults; the script itself is in English",
        "De taal van hulp en fouten; het script zelf is in het Engels",
    ),
    Bilingual::new("whether the log is as it was written", "of het logboek is zoals het is geschreven"),
    Bilingual::new(
        "and whether it ends with the record that was noted",
        "en of het eindigt met het record dat is genoteerd",
    ),
    Bilingual::new("a record by its number", "een record bij zijn nummer"),
    Bilingual::new("or by the request id, or the id of the call", "of bij de id van het verzoek of van de aanroep"),
    Bilingual::new("a row for each decision: what DuckDB reads", "een rij per beslissing: wat DuckDB leest"),
    Bilingual::new("a sample, for `clausula replay`", "een steekproef, voor `clausula replay`"),
    Bilingual::new(
        "Follow the chain of hashes: 1 when a record was changed, added or taken out",
        "Volg de keten van hashes: 1 als een record is gewijzigd, toegevoegd of weggehaald",
    ),
    Bilingual::new(
        "Print records: all, or those with a number, a request id or the id of a call",
        "Toon records: alle, of die met een nummer, of met de id van een verzoek of een aanroep",
    ),
    Bilingual::new("Print the decisions as lines of JSON", "Toon de beslissingen als regels JSON"),
    Bilingual::new(
        "The directory of the log, or one of its files",
        "De map van het logboek, of een van de bestanden erin",
    ),
    Bilingual::new(
        "The hash of the last record, as it was noted elsewhere",
        "De hash van het laatste record, zoals elders genoteerd",
    ),
    Bilingual::new(
        "The number of a record, a request id, or the id of a call; without it, all records",
        "Het nummer van een record, of de id van een verzoek of een aanroep; zonder worden alle records getoond",
    ),
    Bilingual::new(
        "A row of plain columns for each decision instead of its record: amounts in cents",
        "Een rij met gewone kolommen per beslissing in plaats van het record: bedragen in centen",
    ),
    Bilingual::new(
        "As what they are written; Parquet has the rows of `--flat`, and is written by the program `clausula-batch`",
        "Als wat ze worden geschreven; Parquet heeft de rijen van `--flat`, en wordt geschreven door het programma `clausula-batch`",
    ),
    Bilingual::new(
        "Only every so many-th decision, beginning with the first",
        "Alleen elke zoveelste beslissing, te beginnen met de eerste",
    ),
    Bilingual::new("Write them to this file", "Schrijf ze naar dit bestand"),
    Bilingual::new("Lines of JSON", "Regels JSON"),
    Bilingual::new("A Parquet file; needs `--output`", "Een Parquet-bestand; vraagt om `--output`"),
    Bilingual::new(
        "for an editor: completion and checks while you type",
        "voor een editor: aanvullen en controleren tijdens het typen",
    ),
    Bilingual::new("the same for case files", "hetzelfde voor bestanden met gevallen"),
    Bilingual::new("to read", "om te lezen"),
    Bilingual::new(
        "every key of a case file, and what each question takes",
        "elke sleutel van een bestand met gevallen, en wat elke vraag aanneemt",
    ),
    Bilingual::new(
        "Editors that use Taplo find the schema by a first line in the file:",
        "Editors met Taplo vinden het schema door een eerste regel in het bestand:",
    ),
    Bilingual::new("Of which files", "Van welke bestanden"),
    Bilingual::new("For an editor or for a person", "Voor een editor of voor een mens"),
    Bilingual::new("Policy files", "Beleidsbestanden"),
    Bilingual::new("Case files, `*.cases.toml`", "Bestanden met gevallen, `*.cases.toml`"),
    Bilingual::new("A JSON Schema (draft 2020-12)", "Een JSON-schema (draft 2020-12)"),
    Bilingual::new("A reference of every table and key", "Een naslag van elke tabel en sleutel"),
    Bilingual::new("The shell to complete for", "De shell om voor aan te vullen"),
];
