package bot

import "regexp"

const (
	asking = `(?:what|who|whom|whose|which|how|why|when|where|whether|if)\b`
	// lead are the words between a thing and its topic.
	lead = `(?:of|on|about|for|with|regarding|concerning|around|in|from|re)\b:?`
	// gists are the words for a summary.
	gists = `(?:(?:short|brief|quick|daily|weekly|morning|evening|full|general|latest|overall|executive|news) )*` +
		`(?:summ?[ae]r(?:y|ies)|sum-?up|recap|overview|round-?up|rundown|digest|briefing|tl;?\s?dr|highlights|gist)`
	newsWords = `(?:(?:two|three|four|five|ten|\d+|main|key|top|most important|big|biggest|latest|newest|recent) )*` +
		`(?:news|latest|headlines?|(?:main|key|most important|bullet) (?:points?|facts|takeaways)|takeaways|updates?|developments|(?:top|main|biggest|latest) stories)`
	papers = `(?:articles?|reports?|sources?|stories|outlets?|newspapers?|papers|publications?|coverage|documents?)`
)

var (
	shortcode  = regexp.MustCompile(`:[\w+'-]+:`)
	politeHead = regexp.MustCompile(`(?i)^(?:(?:hey|hi|hello|ok|okay|so|and|now|well|please|pls|good (?:morning|afternoon|evening)|dear|thanks|thank you)(?:\s+(?:there|bot|all|team|again|cuttings))?[\s,.!:–—-]+)+`)
	politeTail = regexp.MustCompile(`(?i)(?:[\s,.!?;:–—-]+(?:please|pls|plz|thanks|thank you|thx|cheers|for me|asap|now|again|quickly|briefly|in short|so far|then)|[\s.!?,;:…)]+)+$`)
	wanting    = regexp.MustCompile(`(?i)^(?:(?:can|could|would|will) (?:you|i|we)(?: please| kindly| just)?(?: have| get| see)?|(?:i|we)(?:['’]d| would) like(?: to (?:have|see|get|know))?|(?:i|we) (?:just )?(?:want|need)(?: to (?:have|see|get|know))?|may i (?:have|see)|let me (?:have|see|know)|let['’]?s (?:have|see)|(?:please )?(?:give|show|send|get|tell|find|list|write|make|prepare|post|display|print)(?: me| us| out)*|please|just)\s+`)

	thanksRE = regexp.MustCompile(`(?i)^(?:(?:many |much )?thanks?(?: (?:a lot|so much|very much|a bunch|you))*(?: for .*)?|thank you(?: (?:so|very) much)?(?: for .*)?|thx|ty|tysm|cheers|much appreciated|appreciated?(?: it)?|ok(?:ay)?|k|kk|alright|all right|fine|great(?: (?:job|work|stuff|answer))?|good(?: (?:job|work|bot|answer|to know))?|nice(?: (?:one|job|work))?|cool|perfect|excellent|awesome|super|wow|amazing|brilliant|lovely|wonderful|interesting|got it|gotcha|understood|i see|makes sense|noted|will do|sure|yes|yep|yeah|no|nope|nah|lol|haha+|np|no (?:problem|worries)|never ?mind|nvm|sorry|oops|bye|goodbye|good ?night|see you|(?:very |so |really )?helpful|well done|bot|indeed|right|exactly|true|hm+|that (?:helps|helped|works)|(?:that['’]?s|that(?: is| was|['’]ll be| will be)|this is) (?:great|good|helpful|all|it|fine|perfect|enough|everything)(?: (?:i|we) (?:need|needed|wanted))?|all good|(?:i['’]?m|i am|we['’]?re|we are|all) (?:done|good|set|finished)|nothing (?:else|more)|for (?:now|today|the moment)|(?:talk|see you|speak|catch you|until) (?:later|soon|tomorrow|then|next time)|later|cya|ciao|take care|have a (?:good|great|nice|lovely) (?:day|one|evening|night|weekend|afternoon))$`)
	hello    = regexp.MustCompile(`(?i)^(?:hi|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|morning|yo|what['’]?s up|sup|how are you(?: doing)?|are you there|are you (?:a|the) (?:bot|robot|machine|person|human)|anyone there|test|testing|ping)(?: (?:there|bot|all|everyone|team|cuttings))?$`)
	helpRE   = regexp.MustCompile(`(?i)^(?:help(?: me)?|usage|commands?|instructions|manual|options|menu|/help|who are you|what are you|about you|(?:what|how) (?:can|could|do|should) (?:you|i|we) (?:do|ask|use|say|type|help)(?: (?:me|us|with|for|here|you|this|it|the bot|this bot|everything|about|to you|things|questions|anything|in here))*|what (?:questions|things|commands|kinds? of questions) (?:can|could|may|should|do) (?:i|we|you) (?:ask|answer|use|have|understand|do|know)(?: you)?|how (?:does|do) (?:this|it|you|the bot|this bot) work|what (?:is|does) this(?: bot)?(?: do| for)?|what are you (?:for|good for|able to do)|(?:i )?need (?:some )?help|(?:can|could) you help(?: me| us)?(?: out)?|how (?:do|can|should) (?:i|we) (?:use|ask)(?: (?:you|this|it|the bot|this bot|something|anything|questions?|a question))*|how to (?:use|ask)(?: (?:you|this|it|the bot|this bot|questions|a question))?)$`)

	gistRE   = regexp.MustCompile(`(?i)^(?:(?:a|an|the|your|some|another) )?` + gists + `(?:\s*[:–—-]\s*|\s+|$)(` + lead + `)?\s*(.*)$`)
	newsRE   = regexp.MustCompile(`(?i)^(?:(?:the|any|some|all|all the|your) )?` + newsWords + `(?:\s*[:–—-]\s*|\s+|$)(` + lead + `)?\s*(.*)$`)
	sumUp    = regexp.MustCompile(`(?i)^(?:summ?[ae]ri[sz]e|sum up|recap|brief (?:me|us)|fill (?:me|us) in|catch (?:me|us) up|bring (?:me|us) up to (?:date|speed)|update (?:me|us)|outline|condense)\b(?:\s+(` + lead + `))?\s*(.*)$`)
	sumItUp  = regexp.MustCompile(`(?i)^sum (.+) up$`)
	whatNew  = regexp.MustCompile(`(?i)^wh?at(?:['’]?s| is| are| has been| have been)(?: the| been| all)? (new|` + newsWords + `|gist|up|going on|happening|story)(?:\s+(` + lead + `))?(?:\s+(.*))?$`)
	newToMe  = regexp.MustCompile(`(?i)^(?:(?:is|are|was|were) there |(?:have you|did you|you|have we)? ?(?:got|get) |do (?:you|we) have |have (?:you|we) )?any(?:thing)?(?: (?:new|else|fresh|recent|interesting|important|more|happen(?:ed|ing)?|going on|` + newsWords + `))+(?:\s+(` + lead + `))?(?:\s+(.*))?$`)
	holding  = regexp.MustCompile(`(?i)^(?:(?:tell|give|show) (?:me|us)(?: (?:more|all|everything|something|anything|a bit|a little))?|(?:(?:do|have) (?:you|we)(?: have| got)?|(?:is|are) there|got) any(?:thing)|what (?:do|have) (?:you|we)(?: have| know| got)+|what(?:['’]s| is) (?:there|known))(?: new)? (?:on|about|regarding|concerning) (.+)$`)
	happens  = regexp.MustCompile(`(?i)^what (?:(?:has|have) |all )?(?:happened|changed|did (?:i|we) miss|(?:i|we) missed|have (?:i|we) missed|do (?:i|we) need to know|should (?:i|we) know)$|^what['’]s (?:happened|changed)$|^(?:has|did|have) any(?:thing|\sthings?) (?:new |else |important )?(?:changed?|happen(?:ed)?)$`)
	subject4 = regexp.MustCompile(`(?i)^what (?:is|are|does) (?:(?:the|your|all|these|this|all the) )*(?:news |current )?(?:` + papers + `|news)(?: all)? (?:about|cover|say)$`)
	tailGist = regexp.MustCompile(`(?i)^((?:[\w’'&-]+ ){1,3})(?:summary|recap|overview|news|headlines|updates?|digest|briefing|tl;?dr)$`)

	papersOnly = regexp.MustCompile(`(?i)^(?:(?:the|your|all|all the|all your|full|complete|a|some|any|these|this|list of|a list of|the list of|index of|of) )*` + papers + `(?: (?:list|you (?:have|use|cover|search)|available|there are|used|please))*$`)
	papersOn   = regexp.MustCompile(`(?i)^(?:(?:the|your|all|all the|all your|any|some|a list of|the list of|list of) )*` + papers + `(?: (?:you have|available|there are))?\s*(?::|\b(?:of|on|about|for|with|regarding|concerning|from|by|in|mentioning|that (?:mention|cover|discuss|talk about|are about|deal with)|covering|published|dated|since|after)\b)\s*(.+)$`)
	whichHas   = regexp.MustCompile(`(?i)^(?:which|what|how many)(?: of (?:the|your))?(?: other)? ` + papers + `(?: do you have)?(?: that| which)? (?:mentions?|covers?|discuss(?:es)?|talks? about|speaks? (?:of|about)|(?:is|are|were) (?:there )?(?:about|on|from|by|for|of|dated|published(?: (?:on|by|in))?)|deals? with|reports? (?:on|about)|refers? to|wr(?:ite|ites|ote) about|names?|contains?|features?|do you have (?:on|about|from|by|for)|(?:on|about|from|by)|you have (?:on|about|from|by))(?: the word)? (.+)$`)
	inWhich    = regexp.MustCompile(`(?i)^in (?:which|what|how many)(?: of (?:the|your))? ` + papers + ` (?:is|are|was|were|do|does|did) (.+?) (?:mentioned|covered|named|discussed|quoted|appear|come up|occur|show up|feature)$`)
	existing   = regexp.MustCompile(`(?i)^(?:(?:are|is) there|(?:do|have) (?:you|we)(?: have| got)?|got) `)
	anyFrom    = regexp.MustCompile(`(?i)^any(?:thing)? (?:from|by) (.+)$`)
	whichAll   = regexp.MustCompile(`(?i)^(?:(?:which|what|how many)(?: (?:kinds? of|sort of))? (?:` + papers + `|topics?|subjects?|dates?|days?|period|time(?: period| span| range)?|news|countries|languages|material)(?: (?:are|is) (?:your )?(?:there|covered|available|included|in (?:here|there|the coverage|it)|based on|known)| (?:do|did|can|have) you (?:have|cover|use|know|know of|search|rely on|read|draw on|covered|got|go by|see)(?: (?:from|of|in|about|on))?)?|what (?:do|does|did|are|is) (?:you|this bot|the bot|it|this|the coverage|your coverage) (?:cover|know|covering|include|based on|contain|search|read|have)(?: exactly| about)?|what(?:['’]s| is| are)(?: in| covered in)? (?:your|the|all your|all the) (?:` + papers + `|database|archive|corpus)|where do you get (?:your|the|this|that) (?:information|news|answers|data|facts?|info)(?: from)?|how (?:fresh|recent|new|current|old|up[ -]to[ -]date|big|large) (?:is|are) (?:(?:your|the) (?:` + papers + `|news|information|data)|this|it)|when (?:was|were) (?:this|it|the (?:` + papers + `)|your (?:` + papers + `)) (?:last )?updated|how far back do you go|what do you cover)$`)

	wholeCoverage = regexp.MustCompile(`(?i)^(?:(?:all|the|your|this|of|today['’]?s|main|latest|entire|whole|current|recent) )*(?:coverage|news|articles|reports|everything|all|it|it all|this|that|them|day|topics?|stories|headlines|sources|here|there|world|whole thing|what happened|what(?:['’]s| is) (?:new|happening|going on)|what has happened|what (?:you have|we know|is known))$`)
	determined    = regexp.MustCompile(`(?i)^(?:the|this|that|these|those|his|her|its|their|our|a|an)\b`)
	clauseRE      = regexp.MustCompile(`(?i)^` + asking)
	knownOf       = regexp.MustCompile(`(?i)^(?:what (?:is known|we know|you (?:know|have)|the (?:` + papers + `|news) says?|happened|is (?:new|happening)|['’]s new)|what['’]s (?:known|new|happening)) (?:about|on|with|of) (.+)$`)
	topicHead     = regexp.MustCompile(`(?i)^(?:(?:on|about|of|regarding) |(?:the )?(?:topics?|subject|issue|question|matter) of |(?:the )?(?:coverage|news|articles|reports|stories|latest|(?:main|key) points|headlines) (?:of|on|about|regarding) )`)
)
