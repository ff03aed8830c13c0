<?xml version="1.0" encoding="UTF-8"?>
<!-- The print model as LaTeX for XeLaTeX with reledmac: lines numbered, variants and corrections as series A, notes as
     series B, both keyed to lines. Result: a map with one entry, "tex".

     Text is data: f:text writes every character that LaTeX gives a meaning as a command that prints it. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" version="3.0" exclude-result-prefixes="#all">
  <xsl:mode on-no-match="shallow-skip"/>
  <xsl:mode name="preamble" on-no-match="shallow-skip"/>

  <xsl:key name="telegram" match="telegram" use="@id"/>

  <xsl:variable name="model" as="element()" select="/volume"/>

  <xsl:function name="f:word" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="f:text(string($model/labels/label[@name = $name]))"/>
  </xsl:function>

  <!-- What LaTeX takes for itself, as what prints it. -->
  <xsl:variable name="signs" as="map(xs:string, xs:string)" select="map {
      '\': '\textbackslash{}', '{': '\{', '}': '\}', '$': '\$', '&amp;': '\&amp;', '#': '\#', '%': '\%', '_': '\_',
      '^': '\textasciicircum{}', '~': '\textasciitilde{}', '|': '\textbar{}', '[': '{[}', ']': '{]}' }"/>

  <xsl:function name="f:text" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="
        if (matches($words, '[\\{}$&amp;#%_\^~|\[\]&#x202A;-&#x202E;&#x2066;-&#x2069;]')) then
          string-join(string-to-codepoints($words) ! codepoints-to-string(.) ! (
            if (matches(., '[&#x202A;-&#x202E;&#x2066;-&#x2069;]')) then '' else ($signs(.), .)[1]))
        else $words"/>
  </xsl:function>

  <xsl:template match="/" as="map(xs:string, xs:string)">
    <xsl:variable name="parts" as="xs:string*">
      <xsl:apply-templates select="volume" mode="preamble"/>
      <xsl:apply-templates select="volume/introduction"/>
      <xsl:text>\mainmatter&#10;</xsl:text>
      <xsl:apply-templates select="volume/telegram"/>
      <xsl:text>\backmatter&#10;</xsl:text>
      <xsl:apply-templates select="volume/register"/>
      <xsl:text>\end{document}&#10;</xsl:text>
    </xsl:variable>
    <xsl:sequence select="map { 'tex': string-join($parts) }"/>
  </xsl:template>

  <xsl:template match="volume" mode="preamble" as="xs:string*">
    <xsl:variable name="design" as="element()" select="design"/>
    <xsl:variable name="margins" as="xs:string" select="'inner=' || $design/@inner || 'mm,outer=' || $design/@outer || 'mm'"/>
    <xsl:sequence select="
        '% Made by tei-edition. Compile three times: xelatex', '&#10;',
        '\documentclass[11pt,twoside,openany]{book}', '&#10;',
        '\usepackage[paperwidth=' || f:paper($design/@paper)[1] || 'mm,paperheight=' || f:paper($design/@paper)[2] || 'mm,' || $margins || ',top=30mm,bottom=32mm]{geometry}', '&#10;',
        '\usepackage{fontspec}', '&#10;',
        (: No ligatures of TeX: two hyphens are two hyphens. :)
        '\newcommand{\mainfontof}[1]{\setmainfont{#1}[Ligatures=TeXOff]}', '&#10;',
        '\IfFontExistsTF{Libertinus Serif}{\mainfontof{Libertinus Serif}}{\IfFontExistsTF{Linux Libertine O}{\mainfontof{Linux Libertine O}}{\IfFontExistsTF{CMU Serif}{\mainfontof{CMU Serif}}{\IfFontExistsTF{FreeSerif}{\mainfontof{FreeSerif}}{\mainfontof{DejaVu Serif}}}}}', '&#10;',
        '\usepackage{xeCJK}', '&#10;',
        '\IfFontExistsTF{Noto Serif KR}{\setCJKmainfont{Noto Serif SC}[AutoFakeSlant]\newCJKfontfamily\koreanfont{Noto Serif KR}}{\IfFontExistsTF{Noto Serif CJK SC}{\setCJKmainfont{Noto Serif CJK SC}[AutoFakeSlant]\newCJKfontfamily\koreanfont{Noto Serif CJK KR}}{\let\koreanfont\relax}}', '&#10;',
        '\usepackage{polyglossia}', '&#10;',
        '\setmainlanguage{' || f:language-name((@lang, 'en')[1]) || '}', '&#10;',
        string-join(distinct-values(//@lang ! f:language-name(.)[not(. = f:language-name(($model/@lang, 'en')[1]))]) ! ('\setotherlanguage{' || . || '}&#10;')),
        '\usepackage[series={A,B},noend,noeledsec]{reledmac}', '&#10;',
        '\usepackage[hidelinks,pdfusetitle]{hyperref}', '&#10;',
        '\linenummargin{inner}\firstlinenum{5}\linenumincrement{5}', '&#10;',
        '\Xarrangement[A]{paragraph}', '&#10;',
        '\newcommand{\leaf}[1]{\textbar\ledouternote{#1}}', '&#10;',
        '\newcommand{\fact}[2]{\item[{#1}] #2}', '&#10;',
        '\emergencystretch=3em\raggedbottom', '&#10;',
        '\title{' || f:text(title) || '}', '&#10;',
        '\author{' || string-join(editor ! f:text(.), ', ') || '}', '&#10;',
        '\date{' || f:text(string-join((publisher, substring(date, 1, 4)), ', ')) || '}', '&#10;',
        '\begin{document}', '&#10;', '\frontmatter\maketitle', '&#10;',
        string-join((f:text(string-join((subtitle, name), '. ')), version ! (f:word('version') || ' ' || f:text(.)), f:word('state-of') || ' ' || f:text(dated),
          licence ! (f:word('licence-encoding') || ': ' || f:text(.)), f:word('rights-texts') || ': ' || f:word('rights-texts.statement'))[.], '\par&#10;'), '\par&#10;',
        '\tableofcontents', '&#10;'"/>
  </xsl:template>

  <!-- Width and height of a paper in mm. -->
  <xsl:function name="f:paper" as="xs:string+">
    <xsl:param name="name" as="xs:string"/>
    <xsl:variable name="known" as="map(xs:string, xs:string*)" select="map {
        'a3': ('297', '420'), 'a4': ('210', '297'), 'a5': ('148', '210'), 'a6': ('105', '148'), 'iso-b4': ('250', '353'), 'iso-b5': ('176', '250'),
        'jis-b4': ('257', '364'), 'jis-b5': ('182', '257'), 'us-letter': ('215.9', '279.4'), 'us-legal': ('215.9', '355.6'), 'us-tabloid': ('279.4', '431.8'),
        'us-digest': ('139.7', '215.9'), 'us-trade': ('152.4', '228.6') }"/>
    <xsl:sequence select="($known($name), '210', '297')[position() le 2]"/>
  </xsl:function>

  <!-- The languages whose hyphenation polyglossia is asked for; others are set as the main language. -->
  <xsl:function name="f:language-name" as="xs:string?">
    <xsl:param name="tag" as="xs:string"/>
    <xsl:variable name="names" as="map(xs:string, xs:string)" select="map {
        'en': 'english', 'ru': 'russian', 'de': 'german', 'fr': 'french', 'uk': 'ukrainian', 'pl': 'polish', 'cs': 'czech', 'bg': 'bulgarian',
        'hu': 'hungarian', 'ro': 'romanian', 'it': 'italian', 'es': 'spanish', 'pt': 'portuguese', 'ko': 'korean' }"/>
    <xsl:variable name="found" as="xs:string?" select="$names(tokenize(lower-case($tag), '-')[1])[not(. = 'korean')]"/>
    <xsl:sequence select="if ($found) then $found else if ($tag = $model/@lang) then 'english' else ()"/>
  </xsl:function>

  <xsl:function name="f:in-language" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="content" as="xs:string*"/>
    <xsl:variable name="name" as="xs:string?" select="$element/@lang ! f:language-name(.)"/>
    <xsl:variable name="korean" as="xs:boolean" select="starts-with(lower-case(string($element/@lang)), 'ko')"/>
    <xsl:sequence select="
        if ($name) then ('\begin{' || $name || '}', $content, '\end{' || $name || '}&#10;')
        else if ($korean) then ('{\koreanfont ', $content, '}&#10;') else $content"/>
  </xsl:function>

  <!-- ── Telegrams ── -->
  <xsl:template match="introduction" as="xs:string*">
    <xsl:sequence select="'\chapter{' || f:text(title) || '}&#10;\beginnumbering&#10;'"/>
    <xsl:apply-templates select="* except (title, index)"/>
    <xsl:sequence select="'\endnumbering&#10;'"/>
  </xsl:template>

  <xsl:template match="telegram" as="xs:string*">
    <xsl:sequence select="
        '\chapter*{' || f:text(title) || '}\addcontentsline{toc}{chapter}{' || f:text(string-join((number, (short, title)[1]), '. ')) || '}',
        '\markboth{' || f:text(number) || '}{' || f:text(string(date)) || '}\label{telegram:' || f:label(@id) || '}&#10;',
        '\noindent ' || f:text(number) || '\hfill ' || f:text(string-join((place, date), ', ')) || '\par&#10;'"/>
    <xsl:for-each select="subtitle">
      <xsl:sequence select="'\noindent\emph{' || f:text(.) || '}\par&#10;'"/>
    </xsl:for-each>
    <xsl:apply-templates select="facts[fact], abstract"/>
    <xsl:sequence select="'\beginnumbering&#10;'"/>
    <xsl:variable name="body" as="xs:string*">
      <xsl:apply-templates select="body/*"/>
    </xsl:variable>
    <xsl:sequence select="f:in-language(body, $body)"/>
    <xsl:sequence select="'\endnumbering&#10;'"/>
  </xsl:template>

  <xsl:template match="facts" as="xs:string*">
    <xsl:sequence select="caption ! ('\noindent\emph{' || f:text(.) || '}\par&#10;')"/>
    <xsl:text>\begin{description}\small&#10;</xsl:text>
    <xsl:for-each select="fact">
      <xsl:text>\fact{</xsl:text>
      <xsl:sequence select="f:text(term), '}{'"/>
      <xsl:for-each select="value">
        <xsl:sequence select="if (position() gt 1) then '\newline ' else ()"/>
        <xsl:apply-templates/>
      </xsl:for-each>
      <xsl:text>}&#10;</xsl:text>
    </xsl:for-each>
    <xsl:text>\end{description}&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="abstract" as="xs:string*">
    <xsl:sequence select="'\begin{quote}\small\textsc{' || f:text(caption) || '}\par&#10;'"/>
    <xsl:for-each select=".//p">
      <xsl:apply-templates/>
      <xsl:text>\par&#10;</xsl:text>
    </xsl:for-each>
    <xsl:text>\end{quote}&#10;</xsl:text>
  </xsl:template>

  <!-- ── Blocks: every paragraph is one of reledmac's ── -->
  <xsl:template match="p | heading" as="xs:string*">
    <xsl:variable name="content" as="xs:string*">
      <xsl:apply-templates/>
    </xsl:variable>
    <xsl:variable name="label" as="xs:string*" select="ancestor-or-self::item[(descendant::p)[1] is current()][1]/label ! string-join(f:inline(.)) ! (. || '\enspace ')"/>
    <xsl:variable name="look" as="xs:string" select="
        if (self::heading) then '\noindent\textbf{' else if (@kind = 'signature') then '\hfill{' else if (@kind) then '\noindent{' else '{'"/>
    <xsl:sequence select="'\pstart ', @n ! ('\phantomsection\label{paragraph:' || f:label(current()/ancestor::*[self::telegram or self::introduction][1]/(@id, 'introduction')[1]) || ':' || . || '}'),
        if (exists($label)) then ('\noindent ', $label) else (),
        if (self::heading) then () else (),
        f:in-phrase(., ($look, $content, '}')), '\pend&#10;'"/>
  </xsl:template>

  <xsl:template match="enclosure" as="xs:string*">
    <xsl:text>\pstart\noindent\rule{2em}{0.4pt}\pend&#10;</xsl:text>
    <xsl:apply-templates select="*"/>
    <xsl:text>\pstart\noindent\rule{2em}{0.4pt}\pend&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="section | list | item | parallel | version | pair | side" as="xs:string*">
    <xsl:apply-templates select="* except label"/>
  </xsl:template>

  <!-- A row of a table is a line: lines can be numbered, tables cannot. -->
  <xsl:template match="row" as="xs:string*">
    <xsl:text>\pstart\noindent </xsl:text>
    <xsl:for-each select="cell">
      <xsl:sequence select="if (position() gt 1) then '\quad\textbar\quad ' else ()"/>
      <xsl:for-each select=".//p">
        <xsl:apply-templates/>
        <xsl:text> </xsl:text>
      </xsl:for-each>
    </xsl:for-each>
    <xsl:text>\pend&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="table" as="xs:string*">
    <xsl:apply-templates select="row"/>
  </xsl:template>

  <!-- ── Phrases ── -->
  <xsl:template match="text()" as="xs:string">
    <xsl:sequence select="f:text(.)"/>
  </xsl:template>

  <xsl:function name="f:inline" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:apply-templates select="$element/node()"/>
  </xsl:function>

  <!-- A phrase in another language. -->
  <xsl:function name="f:in-phrase" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="content" as="xs:string*"/>
    <xsl:variable name="name" as="xs:string?" select="$element/@lang ! f:language-name(.)"/>
    <xsl:sequence select="
        if ($name) then ('\text' || $name || '{', $content, '}')
        else if (starts-with(lower-case(string($element/@lang)), 'ko')) then ('{\koreanfont ', $content, '}') else $content"/>
  </xsl:function>

  <xsl:variable name="styles" as="map(xs:string, xs:string)" select="map {
      'italic': '\emph{', 'bold': '\textbf{', 'smallcaps': '\textsc{', 'superscript': '\textsuperscript{', 'subscript': '\textsubscript{',
      'underlined': '\underline{', 'stamp': '\textsc{' }"/>

  <xsl:template match="span" as="xs:string*">
    <xsl:variable name="content" as="xs:string*">
      <xsl:apply-templates/>
    </xsl:variable>
    <!-- What is struck out stands in double brackets, as the Leiden conventions have it: no package for a line through words
         bears notes and line numbers within them. -->
    <xsl:variable name="struck" as="xs:boolean" select="@style = 'struck'"/>
    <xsl:sequence select="
        ($styles(string(@style)), '{')[1], '{[}{[}'[$struck], f:in-phrase(., $content), '{]}{]}'[$struck], '}'"/>
  </xsl:template>

  <!-- A note is keyed to the last word before it, which has no markup of its own in \edtext. -->
  <xsl:template match="note[ancestor::body or ancestor::introduction][not(ancestor::note)][not(ancestor::heading)]" as="xs:string*" priority="1">
    <xsl:variable name="content" as="xs:string*" select="f:note-text(.)"/>
    <xsl:sequence select="'\edtext{}{\lemma{' || f:lemma(.) || '}\' || (if (@series) then 'A' else 'B') || 'footnote[nosep]{', $content, '}}'"/>
  </xsl:template>

  <xsl:template match="note" as="xs:string*">
    <xsl:sequence select="'\footnote{', f:note-text(.), '}'"/>
  </xsl:template>

  <!-- In headings, which LaTeX moves about, notes stand in brackets. -->
  <xsl:template match="heading//note | note//note" as="xs:string*" priority="2">
    <xsl:sequence select="' {[}', f:note-text(.), '{]}'"/>
  </xsl:template>

  <xsl:function name="f:note-text" as="xs:string*">
    <xsl:param name="note" as="element()"/>
    <xsl:for-each select="$note//p[not(ancestor::note[not(. is $note)][ancestor::note])]">
      <xsl:sequence select="if (position() gt 1) then ' / ' else ()"/>
      <xsl:apply-templates/>
    </xsl:for-each>
    <xsl:sequence select="$note/by ! (' – ' || f:text(.))"/>
  </xsl:function>

  <!-- The last word before a note. -->
  <xsl:function name="f:lemma" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:variable name="block" as="element()?" select="$note/ancestor::*[self::p or self::heading or self::label][1]"/>
    <xsl:variable name="before" as="xs:string" select="string-join($block//text()[. &lt;&lt; $note][not(ancestor::note)][not(ancestor::leaf)])"/>
    <xsl:sequence select="f:text((tokenize(normalize-space($before), ' ')[last()] ! substring(., max((1, string-length(.) - 30))), '')[1])"/>
  </xsl:function>

  <xsl:template match="link" as="xs:string*">
    <xsl:variable name="address" as="xs:string" select="iri-to-uri(@href)"/>
    <xsl:choose>
      <xsl:when test="matches($address, '^[A-Za-z0-9:/?.=&amp;%#_~+;,@!*()\-]+$')">
        <xsl:sequence select="'\href{' || replace($address, '([%#&amp;_~])', '\\$1') || '}{'"/>
        <xsl:apply-templates/>
        <xsl:text>}</xsl:text>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="ref" as="xs:string*">
    <xsl:apply-templates/>
    <xsl:if test="key('telegram', @telegram) and not(@telegram = ancestor::telegram/@id)">
      <xsl:variable name="words" as="xs:string*" select="tokenize($model/labels/label[@name = 'page-reference'], '\[PAGE\]')"/>
      <xsl:sequence select="'\ledouternote{' || f:text($words[1]) || '\pageref{telegram:' || f:label(@telegram) || '}' || f:text(string($words[2])) || '}'"/>
    </xsl:if>
  </xsl:template>

  <!-- In facts and notes a margin cannot be reached. -->
  <xsl:template match="facts//ref | note//ref" as="xs:string*" priority="1">
    <xsl:apply-templates/>
    <xsl:if test="key('telegram', @telegram) and not(@telegram = ancestor::telegram/@id)">
      <xsl:variable name="words" as="xs:string*" select="tokenize($model/labels/label[@name = 'page-reference'], '\[PAGE\]')"/>
      <xsl:sequence select="' (' || f:text($words[1]) || '\pageref{telegram:' || f:label(@telegram) || '}' || f:text(string($words[2])) || ')'"/>
    </xsl:if>
  </xsl:template>

  <xsl:function name="f:label" as="xs:string">
    <xsl:param name="id" as="xs:string"/>
    <!-- Letters that LaTeX reads in a label, others as their code points. -->
    <xsl:sequence select="string-join(string-to-codepoints($id) ! (let $c := codepoints-to-string(.) return if (matches($c, '[A-Za-z0-9.]')) then $c else '.' || . || '.'))"/>
  </xsl:function>

  <xsl:template match="leaf" as="xs:string*">
    <xsl:sequence select="'\leaf{' || f:text(.) || '}'"/>
  </xsl:template>

  <xsl:template match="br" as="xs:string*">
    <xsl:sequence select="'\newline '"/>
  </xsl:template>

  <!-- ── Registers: every entry with the telegrams that name it ── -->
  <xsl:template match="register" as="xs:string*">
    <xsl:sequence select="'\chapter{' || f:word('register.' || @kind) || '}&#10;\begingroup\small\parindent0pt&#10;'"/>
    <xsl:for-each-group select="entry" group-adjacent="string(@group)">
      <xsl:sequence select="current-grouping-key()[.] ! ('\medskip\textbf{' || f:text(.) || '}\par&#10;')"/>
      <xsl:for-each select="current-group()">
        <xsl:variable name="entry" as="element()" select="."/>
        <xsl:variable name="telegrams" as="element()*" select="key('mark', @kind || ' ' || @key)/ancestor::telegram"/>
        <xsl:sequence select="
            '\hangindent1em ' || f:text(name) || detail ! (', ' || f:text(.)),
            if ($entry/@kind = ('abbreviation', 'bibliography')) then ()
            else (' ', string-join($telegrams ! ('\pageref{telegram:' || f:label(@id) || '}'), ', ')), '\par&#10;'"/>
      </xsl:for-each>
    </xsl:for-each-group>
    <xsl:text>\endgroup&#10;</xsl:text>
  </xsl:template>

  <xsl:key name="mark" match="mark" use="@kind || ' ' || @key"/>
</xsl:stylesheet>
